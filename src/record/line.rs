//! The catalogue line: the macros that turn one line per field into metadata, a typed row and its release.

/// An entity whose fields have their numbers and rules, and whose table comes later.
macro_rules! catalogued {
    ($(#[doc = $doc:literal])+ pub struct $Name:ident: $card:ident of $parent:literal as $field:literal;
     $(holders [$($holder:literal),*];)? $(gates [$($gate:tt),*];)? $(rows $rows:literal in $rows_in:ident;)?
     fields { $($no:literal $f:ident: $t:ty = $meta:tt;)* }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $Name;
        $crate::record::line::entity!($Name, None, $card, $parent, $field, [$($doc)+], [$($($holder),*)?], [$($($gate),*)?],
            [$($rows, $rows_in)?], [$([$no $f $t = $meta false])*]);
    };
}

/// An entity that is served: a typed row that a stored one becomes, column by column, without exception.
macro_rules! record {
    ($(#[doc = $doc:literal])+ pub struct $Name:ident in $table:ident: $card:ident of $parent:literal as $field:literal;
     $(holders [$($holder:literal),*];)? $(gates [$($gate:tt),*];)? $(rows $rows:literal in $rows_in:ident;)?
     stored { $($no:literal $f:ident: $t:ty = $meta:tt;)* }
     computed { $($cno:literal $cf:ident: $ct:ty = $cmeta:tt;)* }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $Name {
            /// Whose row it is and where it came from.
            pub row: $crate::record::Row,
            $(#[doc = concat!("Field ", $no, ".")] pub $f: Option<$t>,)*
        }
        $crate::record::line::entity!($Name, Some(stringify!($table)), $card, $parent, $field, [$($doc)+], [$($($holder),*)?],
            [$($($gate),*)?], [$($rows, $rows_in)?], [$([$no $f $t = $meta false])* $([$cno $cf $ct = $cmeta true])*]);

        impl $crate::record::Stored for $Name {
            type Entity = entity::$table::Entity;

            fn from_model(model: entity::$table::Model) -> Self {
                // Does a column fail to compile here? It is not classified. Give it a catalogue line above: number, name, type,
                // category and view. Nothing leaves the hub before that.
                let entity::$table::Model {
                    id, person_id, parent_id, held_by, recorded_by, recorded_by_worker, recorded_at, leaf_times,
                    confirmed_by_her_on, review_after, row_audience, source_ref, version, retracted_at, $($f,)*
                } = model;
                let mut row = $crate::record::Row::new($crate::record::RowColumns {
                    id, person_id, parent_id, held_by, recorded_by, recorded_by_worker, recorded_at, leaf_times,
                    confirmed_by_her_on, review_after, row_audience, source_ref, version, retracted_at,
                });
                $(let $f = row.read::<$t>(stringify!($f), $f);)*
                Self { row, $($f,)* }
            }

            fn row(&self) -> &$crate::record::Row {
                &self.row
            }

            fn seal(self) -> $crate::record::Sealed {
                let stored = vec![$(self.$f.map(<$t as $crate::vocabulary::Leaf>::plain),)*];
                $crate::record::Sealed::new(&Self::META, self.row, stored)
            }
        }
    };
}

/// The metadata of an entity and of its fields.
macro_rules! entity {
    ($Name:ident, $table:expr, $card:ident, $parent:literal, $field:literal, [$($doc:literal)+], [$($holder:literal),*],
     [$($gate:tt),*], [$($rows:literal, $rows_in:ident)?], [$([$no:literal $f:ident $t:ty = $meta:tt $computed:literal])*]) => {
        impl $crate::vocabulary::Linked for $Name {
            const NAME: &'static str = stringify!($Name);
        }
        impl $Name {
            /// What the catalogue says of the entity.
            pub const META: $crate::vocabulary::EntityMeta = $crate::vocabulary::EntityMeta {
                name: stringify!($Name),
                doc: concat!($($doc),+),
                table: $table,
                cardinality: $crate::vocabulary::Cardinality::$card,
                parent: $parent,
                field: $field,
                holders: &[$($holder),*],
                gates: &[$($crate::record::line::gate!($gate)),*],
                rows: $crate::record::line::rows!($($rows, $rows_in)?),
                fields: &[$($crate::record::line::field!($Name, $no, $f, $t, $computed, $meta)),*],
                leaves: $crate::vocabulary::FieldSet::constant(&[$($no),*]),
            };
        }
    };
}

/// The metadata of one field: `{ Category View [only [..]] [needs [..]] owner ".." by [..] [from [..]] [hers ..] [leaks], "label", "hint" }`.
macro_rules! field {
    ($Name:ident, $no:literal, $f:ident, $t:ty, $computed:literal, { $class:ident $view:ident $(only [$($only:ident),*])?
     $(needs [$($need:ident),*])? owner $owner:literal by [$($by:ident),*] $(from [$($from:literal),*])? $(hers $hers:ident)?
     $(leaks $($leaks:ident)?)?,
     $label:literal, $hint:literal }) => {
        $crate::vocabulary::FieldMeta {
            number: $no,
            entity: stringify!($Name),
            column: stringify!($f),
            shape: <$t as $crate::vocabulary::Leaf>::SHAPE,
            class: $crate::record::line::class!($class),
            view: $crate::vocabulary::View::$view,
            only_roles: &[$($($crate::vocabulary::Role::$only),*)?],
            also_needs: &[$($($crate::vocabulary::Category::$need),*)?],
            owner: $owner,
            writers: &[$($crate::record::line::writer!($by)),*],
            derived_from: &[$($($from),*)?],
            leaks: $crate::record::line::present!($(leaks $($leaks)?)?),
            hers: $crate::record::line::hers!($($hers)?),
            label: $label,
            hint: $hint,
            computed: $computed,
        }
    };
}

macro_rules! present {
    () => {
        false
    };
    (leaks) => {
        true
    };
}
macro_rules! hers {
    () => {
        $crate::vocabulary::Hers::Shows
    };
    ($hers:ident) => {
        $crate::vocabulary::Hers::$hers
    };
}
macro_rules! class {
    (Control) => {
        $crate::vocabulary::Class::Control
    };
    (Inherits) => {
        $crate::vocabulary::Class::Inherits
    };
    (Public) => {
        $crate::vocabulary::Class::Public
    };
    ($category:ident) => {
        $crate::vocabulary::Class::Of($crate::vocabulary::Category::$category)
    };
}
macro_rules! writer {
    (HerWords) => {
        $crate::vocabulary::Writer::HerWords
    };
    (Hub) => {
        $crate::vocabulary::Writer::Hub
    };
    ($role:ident) => {
        $crate::vocabulary::Writer::Role($crate::vocabulary::Role::$role)
    };
}
macro_rules! rows {
    () => {
        None
    };
    ($number:literal, $category:ident) => {
        Some(($number, $crate::vocabulary::Category::$category))
    };
}
macro_rules! gate {
    ((by_role $column:literal)) => {
        $crate::vocabulary::Gate::ByRole($column)
    };
    ((by_area $column:literal)) => {
        $crate::vocabulary::Gate::ByArea($column)
    };
    ((by_audience $column:literal)) => {
        $crate::vocabulary::Gate::ByAudience($column)
    };
    ((when $column:literal is $value:literal needs $category:ident)) => {
        $crate::vocabulary::Gate::When($column, $value, $crate::vocabulary::Category::$category)
    };
}

pub(super) use {catalogued, class, entity, field, gate, hers, present, record, rows, writer};
