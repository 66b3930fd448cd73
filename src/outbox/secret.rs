//! A secret that a partnership's hubs share: cursors of the feed are sealed with it, and ids of places that nobody may work out come of it.

use crate::{error::Error, store::Store};
use entity::feed_key;
use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};

/// Name of the one key.
const KEY: &str = "cursors";

/// Its bytes; made by whichever hub needs it first.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn secret(store: &Store) -> Result<Vec<u8>, Error> {
    if let Some(found) = feed_key::Entity::find_by_id(KEY).one(store.reader()).await? {
        return Ok(found.bytes);
    }
    let bytes: [u8; 32] = rand::random();
    let row = feed_key::Model { id: KEY.to_owned(), bytes: bytes.to_vec() }.into_active_model();
    let first = OnConflict::column(feed_key::Column::Id).do_nothing().to_owned();
    feed_key::Entity::insert(row).on_conflict(first).exec_without_returning(store.writer()).await?;
    let found = feed_key::Entity::find_by_id(KEY).one(store.reader()).await?;
    found.map(|key| key.bytes).ok_or_else(|| Error::unavailable("the hubs have no secret"))
}
