/// What is remarkable about some addresses: roles, and domains that look mistyped.
struct AddressRemarks: Sendable {
    var roles = 0
    /// The domains that look mistyped, in the order in which they came.
    private var typos: [(domain: String, suggestion: String, rows: Int)] = []
    private var placeOfDomain: [String: Int] = [:]

    /// How many different mistyped domains are kept.
    private static let limit = 1000

    /// Takes note of rows with a domain that looks mistyped.
    mutating func note(_ domain: String, suggestion: String, rows: Int = 1) {
        if let place = placeOfDomain[domain] {
            typos[place].rows += rows
        } else if typos.count < Self.limit {
            placeOfDomain[domain] = typos.count
            typos.append((domain, suggestion, rows))
        }
    }

    /// Adds the remarks on the addresses that come after these.
    mutating func add(_ later: AddressRemarks) {
        roles += later.roles
        for typo in later.typos { note(typo.domain, suggestion: typo.suggestion, rows: typo.rows) }
    }

    /// The domains that look mistyped, the most frequent first.
    var likelyTypos: [ImportRemarks.LikelyTypo] {
        typos.map { ImportRemarks.LikelyTypo(domain: $0.domain, suggestion: $0.suggestion, rows: $0.rows) }
            .sorted { ($1.rows, $0.domain) < ($0.rows, $1.domain) }
    }
}
