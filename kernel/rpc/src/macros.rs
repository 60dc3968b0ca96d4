/// Declares what other services may ask of a service.
///
/// ```ignore
/// service! {
///     /// Bookings, as other services see them.
///     pub trait Bookings as "bookings" {
///         /// Holds a slot. Same key, same hold.
///         async fn hold(HoldSlot) -> Hold;
///     }
/// }
/// ```
///
/// expands to the object-safe trait `Bookings` (each call takes `&Cx` first), the
/// client `BookingsClient` that implements it over a [`Pipe`](crate::Pipe), and
/// `bookings_router(Arc<dyn Bookings>)`, the callee's side: `POST /rpc/bookings/hold`.
#[macro_export]
macro_rules! service {
    (
        $(#[$meta:meta])*
        pub trait $name:ident as $service:literal, client $client:ident, router $router:ident {
            $( $(#[$fmeta:meta])* async fn $method:ident($request:ty) -> $answer:ty; )*
        }
    ) => {
        $(#[$meta])*
        #[$crate::private::async_trait::async_trait]
        pub trait $name: Send + Sync + 'static {
            $( $(#[$fmeta])* async fn $method(
                &self,
                cx: &$crate::private::plaza_core::Cx,
                request: $request,
            ) -> $crate::private::plaza_core::Result<$answer>; )*
        }

        /// The contract over a pipe, wherever the callee runs.
        #[derive(Clone)]
        pub struct $client {
            pipe: $crate::Pipe,
        }

        impl $crate::Client for $client {
            const SERVICE: &'static str = $service;
            fn over(pipe: $crate::Pipe) -> Self {
                Self { pipe }
            }
        }

        #[$crate::private::async_trait::async_trait]
        impl $name for $client {
            $( async fn $method(
                &self,
                cx: &$crate::private::plaza_core::Cx,
                request: $request,
            ) -> $crate::private::plaza_core::Result<$answer> {
                self.pipe.call(cx, concat!("/rpc/", $service, "/", stringify!($method)), &request).await
            } )*
        }

        /// The callee's side of the contract.
        pub fn $router(callee: std::sync::Arc<dyn $name>) -> $crate::private::axum::Router {
            let router = $crate::private::axum::Router::new();
            $( let router = {
                let callee = callee.clone();
                router.route(
                    concat!("/rpc/", $service, "/", stringify!($method)),
                    $crate::private::axum::routing::post(
                        move |cx: $crate::server::RpcCx, body: $crate::server::RpcBody<$request>| {
                            let callee = callee.clone();
                            async move { $crate::server::answer(callee.$method(&cx.0, body.0).await) }
                        },
                    ),
                )
            }; )*
            router
        }
    };
}
