//! A database for one test: a `SQLite` file, or, where `HUB_TEST_POSTGRES` says so, a database of its own on `PostgreSQL`.
//!
//! `HUB_TEST_POSTGRES` is the address of a cluster on which databases may be created, or `start`: then the test process starts a
//! throw-away cluster, which ends with it. Every test that uses a database runs on both.

use sea_orm::{ConnectionTrait, Database};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A fresh, empty database.
pub struct TestDatabase {
    pub url: String,
    _dir: TempDir,
}

impl TestDatabase {
    /// On the database that this run tests.
    pub async fn fresh() -> Self {
        match cluster() {
            None => {
                let dir = tempfile::tempdir().unwrap();
                Self { url: format!("sqlite://{}", dir.path().join("hub.sqlite").display()), _dir: dir }
            }
            Some(cluster) => {
                let name = format!("test_{}", uuid::Uuid::new_v4().simple());
                let db = Database::connect(cluster.of("postgres")).await.expect("the cluster answers");
                db.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is created");
                db.close().await.unwrap();
                Self { url: cluster.of(&name), _dir: tempfile::tempdir().unwrap() }
            }
        }
    }

    /// Whether it is on `PostgreSQL`.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres:")
    }
}

/// A cluster by its address, in which `{}` stands for the database.
struct Cluster(String);

impl Cluster {
    fn of(&self, database: &str) -> String {
        self.0.replace("{}", database)
    }
}

fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER
        .get_or_init(|| {
            let said = std::env::var_os("HUB_TEST_POSTGRES")?.into_string().expect("`HUB_TEST_POSTGRES` is text");
            Some(if said == "start" { start() } else { Cluster(said) })
        })
        .as_ref()
}

/// A program of `PostgreSQL`, from the path or from where Debian keeps it.
fn program(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|v| v.path().join("bin").join(name)).filter(|p| p.exists()).collect();
    found.sort();
    found.pop().unwrap_or_else(|| name.into())
}

/// A command that ends with this process, and does not run as root, which `PostgreSQL` refuses.
fn command(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg(program).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command
}

fn start() -> Cluster {
    let dir = tempfile::Builder::new().prefix("hub-postgres-").tempdir().unwrap().keep();
    std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    let data = dir.join("data");
    let made = command(&program("initdb")).args(["-U", "hub", "-A", "trust", "--no-sync", "-D"]).arg(&data).status();
    assert!(made.is_ok_and(|status| status.success()), "install PostgreSQL: `initdb` could not make a cluster");
    let (socket, folder) = (dir.clone(), dir.clone());
    // The thread that starts it lives as long as the process, for the signal comes when the thread ends.
    thread::spawn(move || {
        let mut postgres = command(&program("postgres"));
        postgres.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=400", "-k"]).arg(&socket);
        let ended = postgres.status();
        eprintln!("the cluster ended: {ended:?}");
    });
    let ready = folder.join(".s.PGSQL.5432");
    let began = Instant::now();
    while !ready.exists() {
        assert!(began.elapsed() < Duration::from_secs(30), "the cluster did not start");
        thread::sleep(Duration::from_millis(50));
    }
    Cluster(format!("postgres://hub@localhost/{{}}?host={}", folder.display()))
}
