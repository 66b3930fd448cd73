//! The default policies, the lint and the table, from outside.

mod catalogue;
pub mod default;
mod edges;
mod table;

use connections_hub::{
    policy::{self, Fault, Table},
    record::catalogue,
};

/// The columns of a policy file.
pub const HEAD: &str = "id,role,purpose,act,target,consent,item,effect,why\n";

/// Her name for the personal adviser: what every small policy needs before anything else.
pub const NAME: &str = "A1,PA,JOINT_PLANNING,READ,IDENTITY.full,AGREEMENT,,allow,her name\n";

/// A policy of these rows.
pub fn rows(rows: &[&str]) -> String {
    HEAD.to_owned() + NAME + rows.concat().as_str()
}

/// Publishes rows under the name of a partnership policy.
pub fn publish(text: &str) -> Result<Table, Vec<Fault>> {
    policy::publish("small", text, catalogue())
}

/// The names of the lints that refuse rows.
pub fn refused_by(text: &str) -> Vec<&'static str> {
    publish(text).err().unwrap_or_default().iter().map(|fault| fault.lint).collect()
}
