//! The checklist names tests that are there.

use std::fs;

use secure_score_tests::repository;

#[test]
fn every_test_that_it_names_exists() {
    let checklist = fs::read_to_string(repository().join("docs/element-checklist.md")).unwrap();
    let mut named = 0;
    for row in checklist.lines().filter(|line| line.starts_with("| ")) {
        let held_by = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        for name in held_by.split('`').skip(1).step_by(2) {
            let mut parts = name.splitn(3, "::");
            let (topic, module) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let test = parts.next().unwrap_or_default();
            let path = repository().join("tests/surface").join(topic).join(module).with_extension("rs");
            let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(source.contains(&format!("fn {test}")), "{name} is no test");
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
}
