//! Where something is, exactly enough to be somebody's home.

mod coordinates;
mod grid_britain;
mod grid_ireland;
mod property;
mod street;

pub(crate) use coordinates::{COORDINATES, LATITUDE, LONGITUDE};
pub(crate) use grid_britain::{EASTING, GRID_BRITAIN, NORTHING};
pub(crate) use grid_ireland::GRID_IRELAND;
pub(crate) use property::PROPERTY;
pub(crate) use street::STREET;

const MAP: &[&str] = &[
    "location",
    "map",
    "grid",
    "address",
    "position",
    "located",
    "gps",
    "coordinate",
    "scene",
    "os",
    "reference",
    "site",
    "latitude",
    "longitude",
];
