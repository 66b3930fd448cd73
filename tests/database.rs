//! A database for one test: a `SQLite` file, or, where `HUB_TEST_POSTGRES` says so, a database of its own on `PostgreSQL`.
//!
//! `HUB_TEST_POSTGRES` is the address of a cluster on which databases may be created, or `start`: then the test process starts a
//! throw-away cluster, which ends with it. Every test that uses a database runs on both.

use migration::MigratorTrait;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Refuses a version that goes back, whatever a test does: what hubs keep in memory under a version would count again.
const NEVER_BACK: [&str; 3] = [
    "CREATE FUNCTION never_back() RETURNS trigger AS $$ BEGIN \
     IF NEW.version < OLD.version THEN RAISE EXCEPTION 'the version of % goes back from % to %', OLD, OLD.version, NEW.version; END IF; \
     RETURN NEW; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER never_back BEFORE UPDATE ON enrolment FOR EACH ROW EXECUTE FUNCTION never_back()",
    "CREATE TRIGGER never_back BEFORE UPDATE ON hub_version FOR EACH ROW EXECUTE FUNCTION never_back()",
];

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
            Some(cluster) => Self { url: cluster.of(&cluster.migrated().await), _dir: tempfile::tempdir().unwrap() },
        }
    }

    /// An empty database without any table, for the tests of migrations.
    pub async fn bare() -> Self {
        match cluster() {
            None => Self::fresh().await,
            Some(cluster) => {
                let name = format!("bare_{}", uuid::Uuid::new_v4().simple());
                cluster.say(&format!("CREATE DATABASE {name}")).await;
                Self { url: cluster.of(&name), _dir: tempfile::tempdir().unwrap() }
            }
        }
    }

    /// An empty database of this cluster.
    pub async fn of(cluster: &OwnCluster) -> Self {
        let db = Database::connect(cluster.url("postgres")).await.expect("the cluster answers");
        db.execute_unprepared("CREATE DATABASE hub").await.expect("a database is created");
        db.close().await.unwrap();
        Self { url: cluster.url("hub"), _dir: tempfile::tempdir().unwrap() }
    }

    /// Whether it is on `PostgreSQL`.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres:")
    }
}

/// Waits until somebody on this database of `PostgreSQL` stands before a lock of another's.
pub async fn somebody_waits(db: &DatabaseConnection) {
    let waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let began = Instant::now();
    while db.query_one_raw(Statement::from_string(DbBackend::Postgres, waits)).await.unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(4), "nobody waits");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A connection to a fresh database, in memory where that can be.
pub async fn connection() -> DatabaseConnection {
    let url = match cluster() {
        None => "sqlite::memory:".to_owned(),
        Some(cluster) => cluster.of(&cluster.migrated().await),
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// A cluster by its address, in which `{}` stands for the database.
struct Cluster(String);

impl Cluster {
    fn of(&self, database: &str) -> String {
        self.0.replace("{}", database)
    }

    async fn say(&self, statement: &str) {
        let db = Database::connect(self.of("postgres")).await.expect("the cluster answers");
        db.execute_unprepared(statement).await.unwrap_or_else(|cause| panic!("{statement}: {cause}"));
        db.close().await.unwrap();
    }

    /// The name of a new database with every table: a copy of one that was migrated once.
    async fn migrated(&self) -> String {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(|| async {
            let name = format!("template_{}", std::process::id());
            self.say(&format!("DROP DATABASE IF EXISTS {name}")).await;
            self.say(&format!("CREATE DATABASE {name}")).await;
            let db = Database::connect(self.of(&name)).await.unwrap();
            migration::Migrator::up(&db, None).await.unwrap();
            for statement in NEVER_BACK {
                db.execute_unprepared(statement).await.unwrap();
            }
            db.close().await.unwrap();
            name
        });
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        self.say(&format!("CREATE DATABASE {name} TEMPLATE {}", template.await)).await;
        name
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

/// A client program of `PostgreSQL`.
pub fn tool(name: &str) -> Command {
    Command::new(program(name))
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

/// Lets the folder of a cluster go once this process has ended, however that was.
fn swept(dir: &Path) {
    let sweep = format!("while kill -0 {} 2>/dev/null; do sleep 1; done; sleep 5; rm -rf \"$0\"", std::process::id());
    let mut sweeper = Command::new("setsid");
    sweeper.args(["sh", "-c", &sweep]).arg(dir).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    drop(sweeper.spawn().expect("`setsid` is there"));
}

fn start() -> Cluster {
    let own = OwnCluster::start(&[]);
    Cluster(own.url("{}"))
}

/// A cluster of a test's own, which it may kill.
pub struct OwnCluster {
    dir: PathBuf,
    settings: Vec<String>,
}

impl OwnCluster {
    /// A fresh cluster, running, where this run is on `PostgreSQL`.
    pub fn fresh() -> Option<Self> {
        Self::with(&[])
    }

    /// The same with settings of its own, each as `name=value`.
    pub fn with(settings: &[&str]) -> Option<Self> {
        cluster().map(|_| Self::start(settings))
    }

    /// A fresh cluster in any run.
    pub fn start(settings: &[&str]) -> Self {
        let dir = tempfile::Builder::new().prefix("hub-postgres-").tempdir().unwrap().keep();
        std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
        let data = dir.join("data");
        let made = command(&program("initdb")).args(["-U", "hub", "-A", "trust", "--no-sync", "-D"]).arg(&data).status();
        assert!(made.is_ok_and(|status| status.success()), "install PostgreSQL: `initdb` could not make a cluster");
        swept(&dir);
        let own = Self { dir, settings: settings.iter().map(|s| (*s).to_owned()).collect() };
        own.run();
        own
    }

    /// Starts it, again if it was killed.
    pub fn run(&self) {
        let (data, socket, settings) = (self.dir.join("data"), self.dir.clone(), self.settings.clone());
        // The thread that starts it lives as long as the process, for the signal comes when the thread ends. What is left of a
        // cluster that was killed may keep the next one from starting for a moment.
        thread::spawn(move || {
            let mut tries = 0;
            while tries < 100 {
                let mut postgres = command(&program("postgres"));
                postgres.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=400", "-k"]);
                postgres.arg(&socket).args(settings.iter().flat_map(|setting| ["-c", setting.as_str()]));
                let began = Instant::now();
                let _ = postgres.status();
                let killed = std::fs::remove_file(data.join("again")).is_ok();
                if !killed && began.elapsed() > Duration::from_secs(2) {
                    break;
                }
                tries = if killed { 0 } else { tries + 1 };
                thread::sleep(Duration::from_millis(100));
            }
        });
        let began = Instant::now();
        while !self.socket().exists() {
            assert!(began.elapsed() < Duration::from_secs(30), "the cluster did not start");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Kills it without a word. It comes up again by itself.
    pub fn kill(&self) {
        std::fs::write(self.dir.join("data").join("again"), "").unwrap();
        self.kill_for_good();
    }

    /// Kills it without a word, and leaves it so until it is told to run.
    pub fn kill_for_good(&self) {
        let pid = std::fs::read_to_string(self.dir.join("data").join("postmaster.pid")).unwrap();
        let pid = pid.lines().next().unwrap();
        // Its parts would end by themselves a moment later, and answer until then. Whichever has ended already is not missed.
        let parts = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
        drop(Command::new("kill").arg("-9").args(parts.split_whitespace()).stderr(Stdio::null()).status());
    }

    /// Where it listens.
    pub fn socket(&self) -> PathBuf {
        self.dir.join(".s.PGSQL.5432")
    }

    /// The address of a database of it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://hub@localhost/{database}?host={}", self.dir.display())
    }
}
