//! Enums that know all their variants, so that a table of them cannot forget one.

/// Makes an enum whose variants are numbered, with a list of all.
macro_rules! listed {
    ($(#[$doc:meta])* $id:ident { $($(#[$about:meta])* $name:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $id { $($(#[$about])* $name),+ }

        impl $id {
            /// All of them, in order.
            pub const ALL: [$id; [$($id::$name),+].len()] = [$($id::$name),+];
        }
    };
}
pub(super) use listed;
