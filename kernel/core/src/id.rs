//! Typed identifiers: UUIDv7 (RFC 9562), so that they sort by creation.

/// Declares an id type of its own, so that a booking's id cannot be passed for a resource's.
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, $crate::private::serde::Serialize, $crate::private::serde::Deserialize)]
        #[serde(crate = "plaza_core::private::serde", transparent)]
        pub struct $name(pub $crate::private::uuid::Uuid);

        impl $name {
            /// A new id, later in order than those made before it.
            pub fn new() -> Self {
                Self($crate::private::uuid::Uuid::now_v7())
            }

            /// The untyped value, for tables and logs.
            pub const fn uuid(self) -> $crate::private::uuid::Uuid {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<$crate::private::uuid::Uuid> for $name {
            fn from(value: $crate::private::uuid::Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $crate::private::uuid::Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::private::uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.parse()?))
            }
        }

        $crate::__id_sql!($name);
        $crate::__id_schema!($name);
    };
}

#[cfg(feature = "sql")]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_sql {
    ($name:ident) => {
        impl $crate::private::sqlx::Type<$crate::private::sqlx::Postgres> for $name {
            fn type_info() -> $crate::private::sqlx::postgres::PgTypeInfo {
                <$crate::private::uuid::Uuid as $crate::private::sqlx::Type<$crate::private::sqlx::Postgres>>::type_info()
            }
        }
        impl $crate::private::sqlx::postgres::PgHasArrayType for $name {
            fn array_type_info() -> $crate::private::sqlx::postgres::PgTypeInfo {
                <$crate::private::uuid::Uuid as $crate::private::sqlx::postgres::PgHasArrayType>::array_type_info()
            }
        }
        impl<'q> $crate::private::sqlx::Encode<'q, $crate::private::sqlx::Postgres> for $name {
            fn encode_by_ref(
                &self,
                buf: &mut $crate::private::sqlx::postgres::PgArgumentBuffer,
            ) -> Result<$crate::private::sqlx::encode::IsNull, $crate::private::sqlx::error::BoxDynError> {
                <$crate::private::uuid::Uuid as $crate::private::sqlx::Encode<'q, $crate::private::sqlx::Postgres>>::encode_by_ref(&self.0, buf)
            }
        }
        impl<'r> $crate::private::sqlx::Decode<'r, $crate::private::sqlx::Postgres> for $name {
            fn decode(
                value: $crate::private::sqlx::postgres::PgValueRef<'r>,
            ) -> Result<Self, $crate::private::sqlx::error::BoxDynError> {
                Ok(Self(<$crate::private::uuid::Uuid as $crate::private::sqlx::Decode<'r, $crate::private::sqlx::Postgres>>::decode(value)?))
            }
        }
    };
}

#[cfg(not(feature = "sql"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_sql {
    ($name:ident) => {};
}

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($name:ident) => {
        impl $crate::private::utoipa::PartialSchema for $name {
            fn schema() -> $crate::private::utoipa::openapi::RefOr<$crate::private::utoipa::openapi::schema::Schema> {
                use $crate::private::utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
                let format = SchemaFormat::Custom("uuid".to_owned());
                ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
            }
        }
        impl $crate::private::utoipa::ToSchema for $name {}
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($name:ident) => {};
}

// The macro names this crate as other crates do.
extern crate self as plaza_core;

id! {
    /// An organisation (tenant): every row of tenant data carries one.
    OrgId
}
id! {
    /// A person's account, one across all organisations of an installation.
    UserId
}
