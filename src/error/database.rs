//! What may be written down of a database's fault. Its own message may quote the values of a row, so it goes no further than here.

use sea_orm::{DbErr, RuntimeErr, SqlxError, sqlx};

/// A fault of the database by its kind, its code and the names it concerns, and never by its message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatabaseFault {
    /// What kind of fault, such as `pool` or `unique`.
    pub kind: &'static str,
    /// The SQLSTATE on `PostgreSQL`, the extended result code on `SQLite`, or the kind of a fault of the connection.
    pub code: Option<String>,
    /// The constraint that would have been broken, where the database names it.
    pub constraint: Option<String>,
    /// The table, where the database names it.
    pub table: Option<String>,
    /// The column that could not be read.
    pub column: Option<String>,
}

impl DatabaseFault {
    fn of(kind: &'static str) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Whether the values that were written are at fault, and not the database: it would refuse them again, and take others.
    pub fn lies_in_values(&self) -> bool {
        match self.code.as_deref() {
            // The classes of SQLSTATE: data, integrity, and limits such as the longest entry of an index.
            Some(state) if state.len() == 5 => ["22", "23", "54"].iter().any(|class| state.starts_with(class)),
            // Primary result codes of SQLite: too big, constraint, mismatch; an extended one keeps it in its lowest byte.
            Some(code) => code.parse().is_ok_and(|code: i32| matches!(code & 0xff, 18..=20)),
            None => self.kind == "encode",
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "kinds may be added, and none of them may tell more")]
    fn driver(cause: &SqlxError) -> Self {
        if let SqlxError::Database(cause) = cause {
            let text = |name: Option<&str>| name.map(str::to_owned);
            let (code, constraint, table) = (cause.code().map(Into::into), text(cause.constraint()), text(cause.table()));
            return Self { kind: broken(&cause.kind()), code, constraint, table, column: None };
        }
        if let SqlxError::Io(cause) = cause {
            return Self { code: Some(cause.kind().to_string()), ..Self::of("connection") };
        }
        if let SqlxError::ColumnDecode { index, .. } = cause {
            return Self { column: Some(index.clone()), ..Self::of("decode") };
        }
        Self::of(match cause {
            SqlxError::Configuration(_) => "configuration",
            SqlxError::Tls(_) => "tls",
            SqlxError::Protocol(_) => "protocol",
            SqlxError::ColumnNotFound(_) | SqlxError::ColumnIndexOutOfBounds { .. } | SqlxError::Decode(_) => "decode",
            SqlxError::Encode(_) => "encode",
            SqlxError::PoolTimedOut => "pool",
            SqlxError::PoolClosed | SqlxError::WorkerCrashed => "closed",
            _ => "driver",
        })
    }
}

impl From<&DbErr> for DatabaseFault {
    #[expect(clippy::wildcard_enum_match_arm, reason = "kinds may be added, and none of them may tell more")]
    fn from(cause: &DbErr) -> Self {
        if let DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) = cause
        {
            return Self::driver(cause);
        }
        Self::of(match cause {
            DbErr::ConnectionAcquire(_) => "pool",
            DbErr::Conn(_) => "connection",
            DbErr::Type(_) | DbErr::TryIntoErr { .. } => "type",
            DbErr::Json(_) => "json",
            DbErr::RecordNotFound(_) | DbErr::RecordNotInserted | DbErr::RecordNotUpdated => "row",
            DbErr::Migration(_) => "migration",
            _ => "query",
        })
    }
}

/// What a statement would have broken.
#[expect(clippy::wildcard_enum_match_arm, reason = "kinds may be added, and none of them may tell more")]
fn broken(kind: &sqlx::error::ErrorKind) -> &'static str {
    use sqlx::error::ErrorKind;
    match kind {
        ErrorKind::UniqueViolation => "unique",
        ErrorKind::ForeignKeyViolation => "foreign key",
        ErrorKind::NotNullViolation => "not null",
        ErrorKind::CheckViolation => "check",
        ErrorKind::ExclusionViolation => "exclusion",
        _ => "statement",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_at_fault_where_the_database_would_take_others() {
        let lies = |code: &str| DatabaseFault { code: Some(code.to_owned()), ..DatabaseFault::of("statement") }.lies_in_values();
        for code in ["22021", "23505", "54000", "18", "19", "20", "787", "1811", "2067"] {
            assert!(lies(code), "{code}");
        }
        for code in [
            "08006",
            "25006",
            "40P01",
            "53100",
            "53300",
            "55P03",
            "57014",
            "57P01",
            "P0001",
            "5",
            "8",
            "10",
            "11",
            "13",
            "266",
            "broken pipe",
        ] {
            assert!(!lies(code), "{code}");
        }
        assert!(!DatabaseFault::of("pool").lies_in_values());
    }
}
