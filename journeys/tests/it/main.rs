//! Journeys through the whole platform: real processes, real PostgreSQL, real mail, over HTTP.
//! Each runs in every shape of deployment, as `one::...`, `two::...` and `each::...`.

mod away;
mod chat;
mod crash;
mod hiring;
mod live;
mod main_job;
mod operating;
mod paying;
mod permissions;
mod race;
mod refusing;
mod repeating;
mod tenants;

use plaza_journeys::{Deployment, Shape};

macro_rules! in_shape {
    ($module:ident, $shape:expr, $($file:ident :: $journey:ident),* $(,)?) => {
        mod $module {
            use super::*;
            $(
                #[tokio::test]
                async fn $journey() {
                    let deployment = Deployment::start($shape).await;
                    crate::$file::$journey(&deployment).await;
                }
            )*
        }
    };
}

macro_rules! journeys {
    ($($file:ident :: $journey:ident),* $(,)?) => {
        in_shape!(one, Shape::One, $($file::$journey),*);
        in_shape!(two, Shape::Two, $($file::$journey),*);
        in_shape!(each, Shape::Each, $($file::$journey),*);
    };
}

journeys! {
    main_job::book_and_pay,
    paying::held_then_paid_or_expired,
    paying::every_card_ends_well,
    refusing::taken_slots_offer_what_can_be_booked,
    refusing::every_rule_has_its_code,
    repeating::keys_and_tokens_are_good_once,
    tenants::roles_and_organisations_are_apart,
    live::pages_are_told,
    chat::people_talk_live,
    chat::files_are_for_those_two,
    hiring::find_agree_work_and_be_paid,
    hiring::a_dispute_is_split_and_both_sides_get_theirs,
    operating::settings_features_and_the_desk,
}
