//! Whatever stands in any column of the record's tables, of its own kind or of another, `verify` finds it.

use super::{
    tampering::{found, world},
    world::World,
};
use connections_hub::audit;
use entity::{access_log, access_wording, audit_checkpoint, audit_head, audit_leaf};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IdenStatic, IntoActiveModel, Iterable, QueryFilter};

/// Other values for a column, each as the database writes it.
fn others(column: &str, postgres: bool) -> Vec<&'static str> {
    let right = match column {
        "at" | "valid_until" => "'2026-11-23T12:00:00.123457+00:00'",
        "known" => "FALSE",
        "system_copy" => "TRUE",
        "person_version" => "7",
        // A place that no other record has; its own is then empty.
        "log" => "3",
        "position" => "999",
        "salt" => "NULL",
        _ => "'x'",
    };
    // What only `SQLite` takes: another kind, or the same value in another form.
    let wrong: &[&str] = match column {
        "at" | "valid_until" => &["'x'", "x'00ff'", "1795780800", "'2026-11-23 12:00:00.123456'", "'2026-11-23T12:00:00.123456Z'"],
        "known" => &["'x'", "2", "-1", "x'01'", "'TRUE'"],
        "system_copy" => &["'x'", "2", "x'00'", "0.5"],
        "person_version" | "log" | "position" => &["'x'", "x'00ff'", "0.5"],
        "salt" => &["'x'", "7"],
        _ => &["x'00ff'", "CAST(\"{}\" AS BLOB)"],
    };
    let same = ["released", "refused", "basis", "agreements", "policies"];
    let wrong = wrong.iter().filter(|value| !(postgres || same.contains(&column) && value.starts_with("CAST")));
    std::iter::once(right).chain(wrong.copied()).collect()
}

#[tokio::test]
async fn a_changed_field_is_found_whichever_it_is() {
    let world = world().await;
    let record = access_log::Entity::find().filter(access_log::Column::Position.eq(7)).one(world.store.reader()).await.unwrap().unwrap();
    for column in access_log::Column::iter() {
        let name = column.as_str().to_owned();
        for value in others(&name, world.database.is_postgres()) {
            let value = value.replace("{}", &name);
            world.tamper(&format!("UPDATE access_log SET \"{name}\" = {value} WHERE log = 0 AND position = 7")).await;
            let fault = found(&world).await;
            let named = fault.record.as_deref() == Some(record.id.as_str());
            assert!(named || ["id", "log", "position"].contains(&name.as_str()), "{name} = {value}: {fault:?}");
            // Half a place is none that could be named.
            let place = (fault.log, fault.position);
            assert!(place == (Some(0), Some(7)) || (named && place == (Some(0), None)), "{name} = {value}: {fault:?}");
            let this = if name == "id" { "log = 0 AND position = 7".to_owned() } else { format!("id = '{}'", record.id) };
            world.tamper(&format!("DELETE FROM access_log WHERE {this}")).await;
            record.clone().into_active_model().insert(world.store.writer()).await.unwrap();
            world.verify().await.unwrap_or_else(|fault| panic!("{name} was put right: {fault}"));
        }
    }
}

/// Puts each of these values into a column of a row, which must be found, and puts the table right again.
async fn each_is_found<E>(world: &World, row: &str, values: &[(&str, &[&str], &[&str])])
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let table = E::default().table_name().to_owned();
    let rows = E::find().all(world.store.reader()).await.unwrap();
    let columns: Vec<_> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    assert_eq!(columns, values.iter().map(|(column, ..)| *column).collect::<Vec<_>>(), "every column of `{table}`");
    for (column, right, wrong) in values {
        let wrong = wrong.iter().filter(|_| !world.database.is_postgres());
        for value in right.iter().chain(wrong) {
            let bytes = value.strip_prefix("x'").filter(|_| world.database.is_postgres());
            let value = bytes.map_or_else(|| (*value).to_owned(), |bytes| format!("'\\x{bytes}"));
            world.tamper(&format!("UPDATE {table} SET \"{column}\" = {value} WHERE {row}")).await;
            let fault = found(world).await;
            println!("{table}.{column} = {value}: {fault}");
            world.tamper(&format!("DELETE FROM {table}")).await;
            let again = rows.iter().cloned().map(IntoActiveModel::into_active_model);
            E::insert_many(again).exec_without_returning(world.store.writer()).await.unwrap();
            world.verify().await.unwrap_or_else(|fault| panic!("`{table}` was put right: {fault}"));
        }
    }
}

#[tokio::test]
async fn a_changed_column_beside_the_records_is_found_whichever_it_is() {
    let world = world().await;
    let whole: &[&str] = &["'x'", "x'00ff'", "0.5"];
    let text: &[&str] = &["x'00ff'"];
    let bytes: &[&str] = &["'x'", "7"];
    let leaf: &[&str] = &["x'0000000000000000000000000000000000000000000000000000000000000000'", "x'00'"];
    let words = |column: &'static str| (column, &["'x'"][..], text);
    each_is_found::<access_wording::Entity>(
        &world,
        "id IS NOT NULL",
        &[
            ("id", &["'x'"], &["x'00ff'", "CAST(id AS BLOB)"]),
            words("released"),
            words("refused"),
            words("basis"),
            words("agreements"),
            words("policies"),
        ],
    )
    .await;
    each_is_found::<audit_leaf::Entity>(
        &world,
        "log = 0 AND position = 7",
        &[("log", &["3"], whole), ("position", &["999", "-7"], whole), ("hash", leaf, bytes)],
    )
    .await;
    each_is_found::<audit_head::Entity>(
        &world,
        "log = 0",
        &[("log", &["3"], &[]), ("size", &["24", "26", "-1"], whole), ("frontier", leaf, bytes)],
    )
    .await;
    each_is_found::<audit_checkpoint::Entity>(
        &world,
        "number = 1",
        &[
            ("number", &["2", "-1"], &[]),
            ("at", &["'2026-11-23T12:00:00.123457+00:00'"], &["'x'", "x'00ff'", "0"]),
            ("document", &["'x'"], text),
            ("key_id", &["'x'"], text),
            ("signature", &["'x'"], text),
            ("frontiers", &["'x'", "'{}'"], text),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_a_fault_to_whoever_signs_verifies_proves_or_exports() {
    let world = world().await;
    if world.database.is_postgres() {
        return; // It takes nothing of another kind.
    }
    let record = world.stored().await[22].clone();
    for value in ["at = 'x'", "known = 'x'"] {
        world.tamper(&format!("UPDATE access_log SET {value} WHERE position = 22")).await;
        let fault = found(&world).await;
        assert_eq!((fault.log, fault.position, &fault.record), (Some(0), Some(22), &Some(record.id.clone())), "{value}");
        let column = value.split(' ').next().unwrap();
        let told =
            format!("the record `{}` at position 22 of log 0 cannot be read: the hub never wrote what stands in `{column}`", record.id);
        assert_eq!(fault.what, told);
        let trusted = world.trusts(&["key"]);
        let signed = audit::checkpoint(&world.store, &world.clock, &world.key("key"), &trusted).await;
        assert!(matches!(signed, Err(audit::Stop::Bad(_))), "{signed:?}");
        let proved = audit::prove(world.store.reader(), &record.id, &trusted).await;
        assert_eq!(proved.unwrap_err().code(), "CONFLICT");
        let exported = audit::export(world.store.reader(), None, &mut Vec::new()).await;
        assert_eq!(exported.unwrap_err().code(), "CONFLICT");
        world.tamper("UPDATE access_log SET at = '2026-11-23T12:00:00.123456+00:00', known = 1 WHERE position = 22").await;
        world.verify().await.unwrap();
    }
    world.tamper("UPDATE access_log SET operation = 'retention', rows = x'00ff' WHERE position = 22").await;
    assert_eq!(found(&world).await.record, Some(record.id));
}
