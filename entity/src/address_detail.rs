//! Table `address_detail`: lines of an address.

use crate::row::row_entity;

row_entity! {
    "address_detail" {
        audience: Json,
        lines: Json,
        postcode: String,
        uprn: String,
    }
}
