//! Macros ([MS-OVBA]): the source of every module, the project's references and paths, and the words in the compiled
//! code, which can differ from the source. The same storage lies in `.xls` files, in `xl/vbaProject.bin` and in others.

mod compression;
mod dir;

use crate::container::ole::OleFile;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::{code_page, sweep};
use crate::{Channel, Scribe};
use dir::{Module, Project};
use std::collections::HashMap;

/// Reads the project in the storage `root`: the path of a storage without a last slash, empty for the whole file.
/// What is found goes to [`Channel::Macro`]; streams that make no sense are swept and named.
pub(crate) fn report(
    ole: &mut OleFile<'_>,
    root: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let inside = format!("{}/", root.to_lowercase());
    let streams: Vec<(String, String)> = ole
        .inside(root)
        .filter(|entry| entry.is_stream)
        .map(|entry| (entry.path.clone(), entry.name.clone()))
        .collect();
    parts.part(Channel::Macro, scribe)?;
    let project = project(ole, &streams, &inside, parts, scribe)?;
    let stream_of = |module: &Module| format!("vba/{}", module.stream.to_lowercase());
    let modules: HashMap<String, &Module> =
        project.modules.iter().map(|module| (stream_of(module), module)).collect();
    for (path, name) in &streams {
        let inner = path.get(inside.len()..).unwrap_or_default().to_lowercase();
        if inner == "vba/dir" {
            continue;
        }
        let Some(bytes) = whole(ole, path, parts, scribe)? else { continue };
        match modules.get(&inner) {
            Some(module) => {
                let (compiled, source) = bytes.split_at(module.offset.min(bytes.len()));
                if let Some(source) = compression::unpack(source, scribe)? {
                    let source = code_page::decode(&source, project.encoding);
                    parts.say(Channel::Macro, "code", &module.name, &source, scribe)?;
                } else {
                    swept(source, "code", &module.name, parts, scribe)?;
                    lost(path, "a macro that cannot be unpacked", parts, scribe)?;
                }
                swept(compiled, "compiled code", &module.name, parts, scribe)?;
            }
            None if inner == "project" => {
                let text = code_page::decode(&bytes, project.encoding);
                parts.say(Channel::Macro, "project", "", &text, scribe)?;
            }
            None => swept(&bytes, label(&inner), name, parts, scribe)?,
        }
    }
    Ok(())
}

fn label(inner: &str) -> &'static str {
    match inner {
        "projectwm" => "names of modules",
        _ if inner.starts_with("vba/") => "compiled code",
        _ => "form",
    }
}

/// What the stream `dir` says; an empty project where it makes no sense.
fn project(
    ole: &mut OleFile<'_>,
    streams: &[(String, String)],
    inside: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Project> {
    let path = streams.iter().find(|(path, _)| path.to_lowercase() == format!("{inside}vba/dir"));
    let Some((path, _)) = path else { return Ok(Project::default()) };
    let Some(bytes) = whole(ole, path, parts, scribe)? else { return Ok(Project::default()) };
    let unpacked = compression::unpack(&bytes, scribe)?;
    let (project, is_sound) = match &unpacked {
        Some(dir) => dir::read(dir),
        None => (Project::default(), false),
    };
    for (label, text) in &project.texts {
        parts.say(Channel::Macro, label, "", text, scribe)?;
    }
    if !is_sound {
        swept(unpacked.as_deref().unwrap_or(&bytes), "project", "", parts, scribe)?;
        lost(path, "the list of macros makes no sense", parts, scribe)?;
    }
    Ok(project)
}

fn whole(
    ole: &mut OleFile<'_>,
    path: &str,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read<Option<Vec<u8>>> {
    let most = scribe.budget().limits().held_part_bytes;
    match ole.whole(path, scribe.budget(), most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Stop::Part(why)) => {
            lost(path, &why, parts, scribe)?;
            Ok(None)
        }
        Err(stop) => Err(stop),
    }
}

fn swept(bytes: &[u8], label: &str, at: &str, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    for text in sweep::texts(bytes) {
        parts.say(Channel::Macro, label, at, &text, scribe)?;
    }
    Ok(())
}

fn lost(path: &str, why: &str, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
    scribe.unaccounted_beside(parts.file(), path, (0, 0), why)
}
