//! Every journey in every shape of deployment, as `one::...`, `two::...`, `each::...`.

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
}
