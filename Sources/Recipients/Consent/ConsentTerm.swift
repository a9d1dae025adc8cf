/// What a word says about whether somebody gets mail.
enum ConsentTerm: Hashable, Sendable {
    /// Having left, unmistakably: `unsubscribed`, `Abmelde…`, `opt-out`.
    case leaving
    /// Having ended, refused or lost something: `deleted`, `expired`, `gesperrt`. It means leaving in a value, and in a
    /// header beside what somebody can leave: `Newsletter disabled`.
    case gone
    /// The same, and a date of it is one of leaving: `removed`, `deaktiviert`.
    case removed
    /// Having gone away from something, not necessarily from a list of recipients: `left`, `Austritt`. Only in headers:
    /// a date of it is one of leaving.
    case departure
    /// The same as `gone`, but of an opt-out it means that there is none: `declined`, `abgelehnt`.
    case refusing
    /// The same as `gone`, but a header of nothing else speaks of leaving, too: `revoked`, `Kündigung`.
    case ending
    /// Having been something earlier: `formerly`, `ex`.
    case former
    /// What cannot be delivered, comes back as spam, or is shut out: `bounced`, `complaint`, `blocked`.
    case undeliverable
    /// Being signed up, unmistakably: `subscribed`, `opt-in`.
    case staying
    /// Consent by its name: `consent`, `Einwilligung`.
    case consent
    /// Having agreed, to whatever else the words say: `agreed`, `erlaubt`.
    case permission
    /// Being there, of consent: `given`, `erteilt`. A header means the same without it, but not beside its negation.
    case given
    /// Having confirmed: `confirmed`, `double opt-in`.
    case confirming
    /// Not having confirmed: `pending`, `inactive`.
    case pending
    /// Being in use: `active`.
    case active
    /// Being signed up or not having confirmed, as a value under a header that is about that; under a general one it
    /// may mean anything: `single`, `new`.
    case perhapsStaying, perhapsPending
    /// Being within reach: `deliverable`.
    case deliverable
    /// What people sign up for: `newsletter`, `marketing`.
    case topic
    /// A state in general: `status`, `Estado`.
    case status
    /// Turns the next word around: `not`, `kein`.
    case negation
    /// The same, or, where none follows, the word before: `nicht`, `pas`.
    case lateNegation
    /// Says nothing by itself: `date`, `of`.
    case neutral
    /// Who gets mail: `member`. Says nothing by itself either.
    case recipient
    /// Getting something: `receives`. Says nothing by itself either, but to get mail is to be signed up.
    case receiving
    /// Writing to somebody: `email`, `contact`. Says nothing by itself either, but what is not to happen to them does.
    case contact
    /// What somebody leaves, after a word such as `from`: `campaigns`.
    case object
    /// Another way to reach people than by mail: `SMS`.
    case channel
    /// Who buys something: `customer`. The column is about business, unless it names mail, a state, or signing up and
    /// leaving.
    case customer
    /// Why something was done: `reason`, `Grund`.
    case reason
    /// Makes the column one about something else: `link`, `order`.
    case foreign
}
