//! Writing a row only when it says something new.

use super::Outcome;
use crate::error::Error;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait};

/// Writes the row unless it stands there already; says whether anything was written.
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
        Some(_) => {
            new.into_active_model().reset_all().update(db).await?;
            outcome.changed += 1;
        }
        None => {
            new.into_active_model().insert(db).await?;
            outcome.added += 1;
        }
    }
    Ok(true)
}
