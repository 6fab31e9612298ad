//! Every page and every address for programs, with the right that it takes. One table: the router, the page on who may do
//! what, and the test that walks all routes with all roles are made from it.

use crate::right::{self, App, Earned, Right, RightRow};
use crate::{
    account, api, assets, cards, checks, deliveries, entry, evidence, exposure, help, holders, holdings,
    home, imports, log, people, rechecks, recipients, releases, shares, status, traces, trail, users,
};
use axum::Router;
use axum::http::Method;
use axum::middleware::from_extractor_with_state;
use axum::routing::{MethodRouter, delete, get, post};

/// A line of [`ROUTES`].
pub struct Route {
    /// Method of HTTP.
    pub method: Method,
    /// Address; what is in braces is a number or an identifier.
    pub path: &'static str,
    /// What it is for.
    pub title: &'static str,
    /// The right that it takes.
    pub right: &'static RightRow,
    handler: fn(&App) -> MethodRouter<App>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

macro_rules! routes {
    ($( $(#[$when:meta])? $method:ident $verb:ident $path:literal $title:literal $right:ident $handler:path; )+) => {
        /// Every route.
        pub static ROUTES: &[Route] = &[ $( $(#[$when])? Route {
            method: Method::$method,
            path: $path,
            title: $title,
            right: right::$right::ROW,
            handler: |app| $verb($handler)
                .route_layer(from_extractor_with_state::<Earned<right::$right>, App>(app.clone())),
        } ),+ ];
    };
}

routes! {
    GET get "/" "First page: what needs attention" Own home::show;
    GET get "/sign-in" "Sign in" Visit entry::form;
    POST post "/sign-in" "Sign in" Visit entry::submit;
    #[cfg(feature = "oidc")] POST post "/sign-in/provider" "Go to the organisation's own sign-in" Visit entry::begin;
    #[cfg(feature = "oidc")] GET get "/sign-in/provider/return" "Come back from it" Visit entry::back;
    POST post "/sign-out" "Sign out" Own entry::out;
    GET get "/welcome/{token}" "Choose a passphrase" Visit entry::welcome;
    POST post "/welcome/{token}" "Choose a passphrase" Visit entry::accept;
    POST post "/theme" "Light or dark" Visit entry::theme;
    GET get "/account" "One's own account" Own account::show;
    POST post "/account/passphrase" "Change the passphrase" Own account::passphrase;
    GET get "/account/second-factor" "Set up a second factor" Own account::second_factor;
    POST post "/account/second-factor" "Set up a second factor" Own account::confirm;
    POST post "/account/prove" "Type the passphrase again" Own account::prove;
    POST post "/account/end-sessions" "Sign out everywhere" Own account::end_sessions;
    GET get "/checks" "Check a file, and files checked before" CheckFiles checks::index;
    POST post "/checks" "Send files to be checked" CheckFiles checks::receive;
    GET get "/checks/{id}" "What a file holds" CheckFiles checks::show;
    GET get "/checks/{id}/state" "How far the check is" CheckFiles checks::state;
    GET get "/checks/{id}/samples" "Values that stand in a file" SeeSamples checks::ask_samples;
    POST post "/checks/{id}/samples" "Values that stand in a file" SeeSamples checks::samples;
    GET get "/checks/{id}/preview" "Before and after" CheckFiles checks::preview;
    GET get "/checks/{id}/report.json" "Report for programs" CheckFiles checks::report_json;
    GET get "/checks/{id}/report.pdf" "Report for the case file" CheckFiles checks::report_pdf;
    GET get "/checks/{id}/report.sarif" "Report for dashboards" CheckFiles checks::report_sarif;
    GET get "/checks/{id}/report.txt" "Report as text" CheckFiles checks::report_text;
    POST post "/checks/{id}/copy" "Make a safe copy" CheckFiles checks::copy;
    GET get "/checks/{id}/copy/{number}" "Download the safe copy" CheckFiles checks::download;
    POST post "/checks/{id}/check-copy" "Check the safe copy as a file to release" CheckFiles checks::adopt;
    POST post "/checks/{id}/delete" "Delete a file that was sent" CheckFiles checks::delete;
    GET get "/releases" "Register of releases" ReadReleases releases::index;
    POST post "/releases" "Search the register" ReadReleases releases::search;
    POST post "/releases.csv" "What was found as a table" ReadReleases releases::table_of;
    POST post "/releases.json" "What was found for programs" ReadReleases releases::json_of;
    GET get "/releases.csv" "Register as a table" ReadReleases releases::table;
    GET get "/releases.json" "Register for programs" ReadReleases releases::json;
    GET get "/releases/{number}" "One release" ReadReleases releases::show;
    GET get "/releases/{number}/decision.pdf" "The decision for the case file" ReadReleases releases::pdf;
    GET get "/releases/{number}/certificate" "The certificate" ReadReleases releases::certificate;
    GET get "/checks/{id}/release" "Propose a release" ProposeRelease releases::ask;
    POST post "/checks/{id}/release" "Propose a release" ProposeRelease releases::propose;
    GET get "/releases/{number}/withdraw" "Take a proposal back" ProposeRelease releases::ask_withdraw;
    POST post "/releases/{number}/withdraw" "Take a proposal back" ProposeRelease releases::withdraw;
    GET get "/releases/{number}/decide" "Approve or refuse" ApproveRelease releases::decision;
    POST post "/releases/{number}/approve" "Approve" ApproveRelease releases::approve;
    POST post "/releases/{number}/refuse" "Refuse" ApproveRelease releases::refuse;
    GET get "/people" "How many people are known; look somebody up" LookUpPeople people::index;
    POST post "/people/find" "Look somebody up" LookUpPeople people::find;
    GET get "/people/compare" "Compare two days" LookUpPeople people::compare;
    GET get "/people/import" "Import people: choose a file" ImportPeople imports::choose;
    POST post "/people/import" "Import people: send a file" ImportPeople imports::receive;
    GET get "/people/import/{id}" "Import people: what was understood" ImportPeople imports::understood;
    GET get "/people/import/{id}/changes" "Import people: what would change" ImportPeople imports::changes;
    POST post "/people/import/{id}" "Import people" ImportPeople imports::import;
    POST post "/people/import/{id}/forget" "Import people: forget a file" ImportPeople imports::forget;
    GET get "/people/imports" "Imports" SeeImports imports::index;
    GET get "/people/imports/{number}" "One import" SeeImports imports::show;
    GET get "/people/compare/names" "Who is different between two imports: names" LookUpPeople people::ask_changed;
    POST post "/people/compare/names" "Who is different between two imports: names" LookUpPeople people::changed;
    GET get "/people/{number}" "Somebody: who holds what about them" LookUpPeople people::show;
    GET get "/people/{number}/held.csv" "Who holds what about somebody, as a table" LookUpPeople people::held_csv;
    GET get "/people/{number}/held.json" "Who holds what about somebody, for programs" LookUpPeople people::held_json;
    GET get "/people/{number}/values" "Values of somebody" LookUpPeople people::ask_values;
    POST post "/people/{number}/values" "Values of somebody" LookUpPeople people::values;
    GET get "/holders" "Holders" ReadHoldings holders::index;
    GET get "/holders/add" "Add a holder" ChangeHoldings holders::ask;
    POST post "/holders/add" "Add a holder" ChangeHoldings holders::add;
    GET get "/holders/{number}" "One holder" ReadHoldings holders::show;
    GET get "/holders/{number}/enter" "Enter a holding" ChangeHoldings holdings::ask_enter;
    POST post "/holders/{number}/enter" "Enter a holding" ChangeHoldings holdings::enter;
    GET get "/holdings/import" "Enter many holdings from a table" ChangeHoldings holdings::ask_import;
    POST post "/holdings/import" "Enter many holdings from a table" ChangeHoldings holdings::import;
    GET get "/holdings/{number}" "One holding" ReadHoldings holdings::show;
    GET get "/holdings/{number}/correct" "Correct a holding" ChangeHoldings holdings::ask_correct;
    POST post "/holdings/{number}/correct" "Correct a holding" ChangeHoldings holdings::correct;
    GET get "/holdings/{number}/close" "Close a holding" ChangeHoldings holdings::ask_close;
    POST post "/holdings/{number}/close" "Close a holding" ChangeHoldings holdings::close;
    GET get "/exposure" "Who is affected" ReadHoldings exposure::index;
    GET get "/exposure/counts.csv" "Who is affected: counts as a table" ReadHoldings exposure::counts_csv;
    GET get "/exposure/counts.json" "Who is affected: counts for programs" ReadHoldings exposure::counts_json;
    GET get "/exposure/names" "Who is affected: names" LookUpPeople exposure::ask_names;
    POST post "/exposure/names" "Who is affected: names" LookUpPeople exposure::names;
    GET get "/recipients" "Who gets deliveries" ReadShares recipients::index;
    GET get "/recipients/enrol" "Enrol a recipient" EnrolRecipients recipients::ask;
    POST post "/recipients/enrol" "Enrol a recipient" EnrolRecipients recipients::enrol;
    GET get "/recipients/{number}/end" "End a recipient" EnrolRecipients recipients::ask_end;
    POST post "/recipients/{number}/end" "End a recipient" EnrolRecipients recipients::end;
    GET get "/shares" "Shares: what recipients may get" ReadShares shares::index;
    GET get "/shares/propose" "Propose a share" ShareData shares::ask;
    POST post "/shares/propose" "Compare a share with earlier lists, and propose it" ShareData shares::propose;
    GET get "/shares/{number}" "One share" ReadShares shares::show;
    GET get "/shares/{number}/decide" "Approve or refuse a share" DecideShare shares::decision;
    POST post "/shares/{number}/approve" "Approve a share" DecideShare shares::approve;
    POST post "/shares/{number}/refuse" "Refuse a share" DecideShare shares::refuse;
    GET get "/shares/{number}/end" "End a share" ShareData shares::ask_end;
    POST post "/shares/{number}/end" "End a share" ShareData shares::end;
    GET get "/shares/{number}/deliver" "Deliver" ShareData shares::ask_deliver;
    POST post "/shares/{number}/deliver" "Deliver: the sealed file" ShareData shares::deliver;
    GET get "/deliveries" "Deliveries, overdue ones first" ReadShares deliveries::index;
    GET get "/deliveries.csv" "Deliveries as a table" ReadShares deliveries::table;
    GET get "/deliveries.json" "Deliveries for programs" ReadShares deliveries::json;
    GET get "/deliveries/receipt" "Take in what a recipient signed" ShareData deliveries::ask_receipt;
    POST post "/deliveries/receipt" "Take in what a recipient signed" ShareData deliveries::receipt;
    GET get "/deliveries/{number}" "One delivery" ReadShares deliveries::show;
    GET get "/deliveries/{number}/statement" "What the recipient signed" ReadShares deliveries::statement;
    GET get "/deliveries/{number}/cancel" "Cancel a delivery" ShareData deliveries::ask_cancel;
    POST post "/deliveries/{number}/cancel" "Cancel a delivery" ShareData deliveries::cancel;
    GET get "/cards" "Orders of cards, and jobs" ReadCards cards::index;
    POST post "/cards/find" "Find a card by its serial" ReadCards cards::find;
    GET get "/cards/set-up" "What stands on cards" OrderCards cards::ask_set_up;
    POST post "/cards/set-up" "What stands on cards" OrderCards cards::set_up;
    GET get "/cards/designs" "How cards look" ReadCards cards::designs;
    GET get "/cards/designs/{name}/front.png" "The front of a design" ReadCards cards::front;
    GET get "/cards/designs/{name}/back.png" "The back of a design" ReadCards cards::back;
    GET get "/cards/order" "Order cards" OrderCards cards::ask_order;
    POST post "/cards/order" "Order cards" OrderCards cards::order;
    GET get "/cards/orders/{number}" "One order of cards" ReadCards cards::show_order;
    GET get "/cards/orders/{number}/seal" "Seal a job for a print service" OrderCards cards::ask_seal;
    POST post "/cards/orders/{number}/seal" "Seal a job: the sealed file" OrderCards cards::seal;
    GET get "/cards/jobs/{number}" "One job of cards" ReadCards cards::show_job;
    POST post "/cards/jobs/{number}/stop" "Stop a job of cards" StopCardJob cards::stop;
    GET get "/cards/jobs/{number}/exchange" "Take in what a print agent wrote" OrderCards cards::ask_exchange;
    POST post "/cards/jobs/{number}/exchange" "Take in what a print agent wrote, and answer it" OrderCards cards::exchange;
    GET get "/cards/revoke" "Revoke cards" RevokeCards cards::ask_revoke;
    POST post "/cards/revoke" "Revoke cards" RevokeCards cards::revoke;
    GET get "/evidence" "Stored evidence: how each store stands" ReadEvidence evidence::index;
    GET get "/evidence/{store}" "One store of evidence" ReadEvidence evidence::show;
    GET get "/evidence/{store}/differences/{number}" "What differs in a store, in counts" ReadEvidence evidence::difference;
    GET get "/evidence/{store}/differences/{number}/names" "What differs in a store: names" SeeEvidenceNames evidence::ask_names;
    POST post "/evidence/{store}/differences/{number}/names" "What differs in a store: names" SeeEvidenceNames evidence::names;
    GET get "/evidence/{store}/differences/{number}/settle" "Propose to settle what differs" KeepEvidence evidence::ask_settle;
    POST post "/evidence/{store}/differences/{number}/settle" "Propose to settle what differs" KeepEvidence evidence::settle;
    GET get "/evidence/{store}/settlements/{number}/decide" "Approve or refuse a settlement" DecideEvidence evidence::decision;
    POST post "/evidence/{store}/settlements/{number}/approve" "Approve a settlement" DecideEvidence evidence::approve;
    POST post "/evidence/{store}/settlements/{number}/refuse" "Refuse a settlement" DecideEvidence evidence::refuse;
    GET get "/evidence/{store}/settlements/{number}/withdraw" "Take a settlement back" KeepEvidence evidence::ask_withdraw;
    POST post "/evidence/{store}/settlements/{number}/withdraw" "Take a settlement back" KeepEvidence evidence::withdraw;
    GET get "/trace" "Trace what got out" TraceLeak traces::index;
    POST post "/trace" "Send what got out" TraceLeak traces::receive;
    POST post "/trace/begin" "Trace what was sent" TraceLeak traces::begin;
    POST post "/trace/forget" "Forget what was sent" TraceLeak traces::forget;
    GET get "/trace/state" "How far the trace is" TraceLeak traces::state;
    GET get "/trace/{id}" "What a trace found" TraceLeak traces::show;
    GET get "/trace/{id}/trace.json" "What a trace found, for programs" TraceLeak traces::json;
    GET get "/trace/{id}/names" "Who is in what got out: names" LookUpPeople traces::ask_names;
    POST post "/trace/{id}/names" "Who is in what got out: names" LookUpPeople traces::names;
    GET get "/log" "The log" ReadLog log::index;
    GET get "/log/verify" "Verify the record" ReadLog log::ask_verify;
    POST post "/log/verify" "Verify the record" ReadLog log::verify;
    GET get "/log/verify/state" "How far the verification is" ReadLog log::verify_state;
    GET get "/log/checkpoint" "The newest checkpoint" ReadLog log::checkpoint;
    GET get "/log/{position}" "One act" ReadLog log::show;
    GET get "/log/{position}/leaf" "The leaf of an act" ReadLog log::leaf;
    GET get "/log/{position}/proof" "The proof of an act" ReadLog log::proof;
    GET get "/trail" "Who signed in, and who looked at whom" ReadTrail trail::index;
    GET get "/api/openapi.json" "Description of the interface for programs" Visit api::description;
    GET get "/api/certificates/{sha256}" "Whether a file may leave" AskCertificate api::certificate;
    POST post "/api/checks" "Send a file to be checked" CheckFiles api::receive;
    GET get "/api/checks/{id}" "How far a check is" CheckFiles api::show;
    GET get "/api/checks/{id}/report" "The report of a check" CheckFiles api::report;
    GET get "/api/checks/{id}/report.pdf" "The report of a check as PDF" CheckFiles api::report_pdf;
    POST post "/api/checks/{id}/copy" "Ask for a safe copy" CheckFiles api::copy;
    GET get "/api/checks/{id}/copy/{number}" "A file of the safe copy" CheckFiles api::copied;
    DELETE delete "/api/checks/{id}" "Delete a file that was sent" CheckFiles api::delete;
    GET get "/api/evidence/balance" "How stores of evidence stand" AskBalance api::balance;
    POST post "/api/card-jobs/{name}/keys" "Ask for the keys of a job's next cards" AskForKeys api::card_keys;
    POST post "/api/card-jobs/{name}/certificate" "Send the end of a job of cards" AskForKeys api::card_certificate;
    POST post "/releases/{number}/look" "Check oneself what somebody proposed" LookIntoRelease releases::look;
    GET get "/rechecks" "What was released, by today's rules" RecheckReleases rechecks::index;
    POST post "/rechecks" "Check again what was released" RecheckReleases rechecks::ask;
    GET get "/releases/{number}/withdraw-certificate" "Withdraw a certificate" WithdrawCertificate releases::ask_withdraw_certificate;
    POST post "/releases/{number}/withdraw-certificate" "Withdraw a certificate" WithdrawCertificate releases::withdraw_certificate;
    GET get "/users" "Who uses Tipstaff" Administer users::index;
    GET get "/users/invite" "Invite a colleague" Administer users::ask_invite;
    POST post "/users/invite" "Invite a colleague" Administer users::invite;
    #[cfg(feature = "oidc")] GET get "/users/sign-in" "Sign-in through the organisation" Administer users::ask_sign_in;
    #[cfg(feature = "oidc")] POST post "/users/sign-in" "Sign-in through the organisation" Administer users::allow_sign_in;
    #[cfg(feature = "oidc")] POST post "/users/sign-in/end" "End sign-in through the organisation" Administer users::end_sign_in;
    GET get "/users/{number}/roles" "Roles of somebody" Administer users::ask_roles;
    POST post "/users/{number}/roles" "Roles of somebody" Administer users::set_roles;
    POST post "/users/{number}/link" "A new link for somebody" Administer users::again;
    POST post "/users/{number}/unlock" "Let somebody try again to sign in" Administer users::unlock;
    POST post "/users/{number}/second-factor" "Take somebody's second factor away" Administer users::reset_factor;
    GET get "/users/programs/add" "Add a program" Administer users::ask_program;
    POST post "/users/programs/add" "Add a program" Administer users::add_program;
    POST post "/users/programs/{number}/revoke" "Take a program's token back" Administer users::revoke_program;
    GET get "/help" "Help" Visit help::show;
    GET get "/health" "Whether the server runs" Visit status::health;
    GET get "/ready" "Whether the server can answer" Visit status::ready;
    GET get "/assets/{tag}/{name}" "Style, script, icons" Visit assets::show;
}

/// The router of all routes.
pub fn router(app: &App) -> Router<App> {
    ROUTES.iter().fold(Router::new(), |router, route| router.route(route.path, (route.handler)(app)))
}
