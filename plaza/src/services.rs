use plaza_service::Service;

/// Every service of the platform; a new one is one more line.
pub(crate) fn all() -> Vec<Service> {
    vec![
        plaza_identity::service(),
        plaza_resources::service(),
        plaza_bookings::service(),
        plaza_payments::service(),
        plaza_verification::service(),
        plaza_gigs::service(),
        plaza_chat::service(),
        plaza_orders::service(),
        plaza_reviews::service(),
        plaza_professionals::service(),
        plaza_notifications::service(),
        plaza_settings::service(),
        plaza_audit::service(),
    ]
}

/// Name of the gateway in `--only`: no service of its own, but a part of a process.
pub(crate) const GATEWAY: &str = "gateway";

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn no_two_services_describe_one_name_differently() {
        assert_eq!(plaza_gateway::collisions(&all()), Vec::<String>::new());
    }
}
