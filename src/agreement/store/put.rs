//! Writing a row only when it says something new.

use super::Outcome;
use crate::error::Error;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait};

/// Writes the row unless it stands there already, and of one that stands there no more than what is different: what the hub counts or
/// noted since the row was read is not written over. Says whether anything was written.
pub(super) async fn put<M, E>(db: &impl ConnectionTrait, old: Option<M>, new: M, outcome: &mut Outcome) -> Result<bool, Error>
where
    M: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + PartialEq,
    E: EntityTrait<Model = M>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    match old {
        Some(old) if old == new => {
            outcome.unchanged += 1;
            return Ok(false);
        }
        Some(old) => {
            let different: Vec<_> = E::Column::iter().filter(|column| old.get(*column) != new.get(*column)).collect();
            let mut change = new.into_active_model();
            different.into_iter().for_each(|column| change.reset(column));
            change.update(db).await?;
            outcome.changed += 1;
        }
        None => {
            new.into_active_model().insert(db).await?;
            outcome.added += 1;
        }
    }
    Ok(true)
}
