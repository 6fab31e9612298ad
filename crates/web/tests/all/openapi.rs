//! The description of the interface for programs is committed: a change of it is seen in review.

#[test]
fn the_description_is_the_one_that_is_committed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let made = web::openapi() + "\n";
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == made,
        "openapi.json is out of date: UPDATE_OPENAPI=1 cargo nextest run -p web openapi"
    );
}

#[test]
fn every_address_for_programs_is_described() {
    let document: serde_json::Value = serde_json::from_str(&web::openapi()).unwrap();
    for route in web::ROUTES
        .iter()
        .filter(|route| route.path.starts_with("/api/") && !route.path.ends_with("openapi.json"))
    {
        let method = route.method.as_str().to_lowercase();
        assert!(document["paths"][route.path][&method].is_object(), "{route:?}");
    }
}
