/// Every service of the platform; the gateway is none.
pub const SERVICES: [&str; 13] = [
    "identity",
    "resources",
    "bookings",
    "payments",
    "professionals",
    "verification",
    "gigs",
    "chat",
    "orders",
    "reviews",
    "notifications",
    "settings",
    "audit",
];

/// Name of the gateway in `--only`.
pub(crate) const GATEWAY: &str = "gateway";

/// How the platform is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Everything in one process.
    One,
    /// Two processes that share the services between them.
    Two,
    /// Every service and the gateway in a process of its own.
    Each,
    /// Two processes that both have the gateway and bookings; the first has the rest.
    Twins,
}

/// What one process runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Services, and `gateway` if it has one.
    pub names: Vec<&'static str>,
}

impl Part {
    /// A process that runs these.
    pub fn of(names: &[&'static str]) -> Self {
        Self { names: names.to_vec() }
    }

    /// Whether it runs this service.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    /// Whether the public talks to it.
    pub fn has_gateway(&self) -> bool {
        self.has(GATEWAY)
    }
}

impl Shape {
    /// The processes of the shape. The first one with the gateway is where people are sent.
    pub fn parts(self) -> Vec<Part> {
        let all: Vec<&'static str> = std::iter::once(GATEWAY).chain(SERVICES).collect();
        match self {
            Self::One => vec![Part { names: all }],
            Self::Two => {
                let far = ["bookings", "payments", "chat", "reviews", "audit"];
                let (there, here) = all.into_iter().partition(|name| far.contains(name));
                vec![Part { names: here }, Part { names: there }]
            }
            Self::Each => all.into_iter().map(|name| Part::of(&[name])).collect(),
            Self::Twins => vec![Part { names: all }, Part::of(&[GATEWAY, "bookings"])],
        }
    }
}
