use std::path::{Path, PathBuf};
use std::time::Duration;

use hyper::Method;
use plaza_testkit::ports::free_address;
use serde_json::Value;
use sqlx::PgPool;
use tempfile::TempDir;
use uuid::Uuid;

use crate::process::{self, Process};
use crate::shape::{Part, SERVICES, Shape};
use crate::{Api, Databases, Mailbox, until_within};

/// How long a process may take to be ready.
const READY_WITHIN: Duration = Duration::from_secs(90);

/// What every deployment of tests is configured with, beside where things are.
const CONFIGURED: [(&str, &str); 9] = [
    ("PLAZA_GATEWAY_REQUESTS_PER_HOUR", "10000000"),
    ("PLAZA_GATEWAY_LIMITS", ""),
    ("PLAZA_LOG_FORMAT", "text"),
    ("NO_COLOR", "1"),
    ("PLAZA_CONNECTIONS", "6"),
    // A spent refresh token is never forgiven: reuse is tried without waiting.
    ("PLAZA_IDENTITY_REFRESH_GRACE_SECONDS", "0"),
    ("PLAZA_PAYMENTS_SANDBOX_LATE_SECONDS", "1"),
    ("PLAZA_PAYMENTS_LOOK_UP_AFTER_SECONDS", "3"),
    ("PLAZA_LOG_FILTER", "info,sqlx=warn"),
];

/// What a deployment is made of beside its shape.
#[derive(Default)]
pub struct Options {
    /// Variables over those every deployment has.
    pub variables: Vec<(String, String)>,
    /// Runs plaza's own private, durable PostgreSQL rather than databases on the server of the tests.
    pub private_postgres: bool,
}

/// A running platform; everything of it ends with this value.
pub struct Deployment {
    running: Vec<Running>,
    variables: Vec<(String, String)>,
    /// Where its mails arrive.
    pub mailbox: Mailbox,
    databases: Option<Databases>,
    folder: TempDir,
}

struct Running {
    part: Part,
    public: Option<String>,
    internal: String,
    log: PathBuf,
    process: Option<Process>,
}

impl Deployment {
    /// Starts a shape on databases of its own and waits until it is ready.
    pub async fn start(shape: Shape) -> Self {
        Self::with(shape, Options::default()).await
    }

    /// The same with options.
    ///
    /// # Panics
    /// When it does not come up; says what its processes said.
    pub async fn with(shape: Shape, options: Options) -> Self {
        let folder = plaza_postgres::scratch_folder().expect("a folder for the deployment");
        let mailbox = Mailbox::open();
        let databases = if options.private_postgres { None } else { Some(Databases::fresh().await) };
        let mut variables: Vec<(String, String)> =
            CONFIGURED.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        variables.push(("PLAZA_DATA_DIR".to_owned(), folder.path().join("data").display().to_string()));
        variables.push(("PLAZA_INTERNAL_SECRET".to_owned(), Uuid::new_v4().simple().to_string()));
        variables.extend(mailbox.variables());
        for service in SERVICES.iter().filter(|_| databases.is_some()) {
            let url = databases.as_ref().map(|databases| databases.url(service)).unwrap_or_default();
            variables.push((format!("PLAZA_{}_DATABASE_URL", service.to_uppercase()), url));
        }
        variables.extend(options.variables);
        let running = shape
            .parts()
            .into_iter()
            .enumerate()
            .map(|(n, part)| Running::plan(part, folder.path().join(format!("plaza-{n}.log"))));
        let mut deployment = Self { running: running.collect(), variables, mailbox, databases, folder };
        for n in 0..deployment.running.len() {
            deployment.start_part(n);
        }
        deployment.ready().await;
        deployment
    }

    /// A client of the first gateway.
    pub fn api(&self) -> Api {
        Api::at(&self.gateways()[0])
    }

    /// The addresses of all gateways.
    pub fn gateways(&self) -> Vec<String> {
        self.running.iter().filter_map(|running| running.public.clone()).collect()
    }

    /// A pool on a service's database.
    ///
    /// # Panics
    /// When its URL does not read.
    pub fn sql(&self, service: &str) -> PgPool {
        let url = self.database_url(service);
        sqlx::postgres::PgPoolOptions::new().max_connections(2).connect_lazy(&url).expect("the database's URL reads")
    }

    fn database_url(&self, service: &str) -> String {
        match &self.databases {
            Some(databases) => databases.url(service),
            None => private_url(&self.data_dir(), service),
        }
    }

    /// The data directory of its processes.
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Kills the first process that runs this service, as a crash does.
    pub fn kill(&mut self, name: &str) {
        let n = self.place(name);
        if let Some(mut process) = self.running[n].process.take() {
            process.kill();
        }
    }

    /// Starts the first process that runs this service again and waits until it is ready.
    pub async fn restart(&mut self, name: &str) {
        let n = self.place(name);
        self.start_part(n);
        self.ready().await;
    }

    /// The process id of the first process that runs this service.
    pub fn pid(&self, name: &str) -> Option<u32> {
        self.running[self.place(name)].process.as_ref().map(Process::id)
    }

    /// Whether the first process that runs this service is there.
    pub fn runs(&mut self, name: &str) -> bool {
        let n = self.place(name);
        self.running[n].process.as_mut().is_some_and(Process::runs)
    }

    /// What `plaza audit` finds; empty is good.
    ///
    /// # Panics
    /// When it cannot look.
    pub async fn audit(&self) -> Vec<Value> {
        let mut command = tokio::process::Command::from(process::command(&self.variables));
        command.args(["audit", "--json"]);
        command.envs(self.elsewhere(&Part::of(&SERVICES)));
        let output = command.output().await.expect("plaza audit runs");
        let said = String::from_utf8_lossy(&output.stdout);
        match serde_json::from_str(&said) {
            Ok(Value::Array(findings)) => findings,
            _ => panic!("plaza audit said {said}{}", String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// Stops every process in order.
    pub fn stop(&mut self) {
        for running in &mut self.running {
            if let Some(mut process) = running.process.take() {
                process.stop();
            }
        }
    }

    fn place(&self, name: &str) -> usize {
        self.running.iter().position(|running| running.part.has(name)).unwrap_or_else(|| panic!("nothing runs {name}"))
    }

    fn start_part(&mut self, n: usize) {
        let elsewhere = self.elsewhere(&self.running[n].part);
        let running = &mut self.running[n];
        let mut arguments = vec!["serve".to_owned(), "--only".to_owned(), running.part.names.join(",")];
        match &running.public {
            Some(public) => arguments.extend([
                "--listen".to_owned(),
                public.clone(),
                "--internal-listen".to_owned(),
                running.internal.clone(),
            ]),
            None => arguments.extend(["--listen".to_owned(), running.internal.clone()]),
        }
        let mut variables = self.variables.clone();
        variables.extend(elsewhere);
        running.process = Some(Process::start(&arguments, &variables, &running.log));
    }

    /// Where a process finds the services it does not run.
    fn elsewhere(&self, part: &Part) -> Vec<(String, String)> {
        let place = |service: &&'static str| {
            let there = self.running.iter().find(|running| running.part.has(service))?;
            Some((format!("PLAZA_{}_URL", service.to_uppercase()), format!("http://{}", there.internal)))
        };
        SERVICES.iter().filter(|service| !part.has(service)).filter_map(place).collect()
    }

    /// Waits until every process that runs answers that it is ready.
    ///
    /// # Panics
    /// When one ends or does not come up.
    pub async fn ready(&mut self) {
        for running in &mut self.running {
            let Some(process) = &mut running.process else { continue };
            let api = Api::at(running.public.as_ref().unwrap_or(&running.internal));
            until_within(READY_WITHIN, "a ready process", async || {
                assert!(process.runs(), "{:?} ended", running.part.names);
                let reply = api.send(Method::GET, "/health/ready", None).await.ok()?;
                (reply.status == 200).then_some(())
            })
            .await;
        }
    }
}

impl Running {
    fn plan(part: Part, log: PathBuf) -> Self {
        let public = part.has_gateway().then(free_address);
        Self { part, public, internal: free_address(), log, process: None }
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        if self.databases.is_none() {
            // The private PostgreSQL is stopped by who supervises it, so that nothing stays behind.
            self.stop();
        }
    }
}

/// The URL of a service's database on the private PostgreSQL of a data directory.
fn private_url(data_dir: &Path, service: &str) -> String {
    let socket = data_dir.join("postgres").join("run").display().to_string().replace('/', "%2F");
    format!("postgres://plaza@localhost:5432/plaza_{service}?host={socket}&sslmode=disable")
}
