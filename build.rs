//! Embeds GraphiQL's files and the styles of the pages, where `make web` has put them: the hub then serves them itself, and works without
//! any other host.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    let files = web.join("dist");
    // While there is no `dist`, its folder is watched: a path that is not there would make every build start here again.
    let watched = if files.is_dir() { &files } else { &web };
    println!("cargo::rerun-if-changed={}", watched.display());
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("cargo names no OUT_DIR")?;
    let tables = table("GRAPHIQL", &files)? + &table("CHOICES", &files.join("choices"))?;
    fs::write(out.join("embedded_files.rs"), tables)?;
    Ok(())
}

/// A constant that names every file, its media type and its bytes; empty when there are none.
fn table(called: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut paths = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?,
        Err(_) => Vec::new(),
    };
    paths.sort();
    let mut text = format!("pub(crate) static {called}: &[Embedded] = &[\n");
    for path in paths.iter().filter(|path| path.is_file()) {
        let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file's name is not UTF-8")?;
        let place = path.to_str().ok_or("a folder's name is not UTF-8")?;
        let kind = content_type(name);
        writeln!(text, "    Embedded {{ name: {name:?}, content_type: {kind:?}, bytes: include_bytes!({place:?}) }},")?;
    }
    text.push_str("];\n");
    Ok(text)
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}
