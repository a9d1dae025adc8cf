internal import JSONRecords
internal import Recipients
internal import Snapshots

// How manifests and logs write values that other modules define.

/// Written as its description.
extension Instant: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let instant = Instant(try String(json: json)) else { throw JSONMismatch() }
        self = instant
    }

    var json: JSONValue { description.json }
}

/// Written as its description.
extension Checksum: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let checksum = Checksum(try String(json: json)) else { throw JSONMismatch() }
        self = checksum
    }

    var json: JSONValue { description.json }
}

extension GuardAction: JSONRepresentable {}

extension StatusCounts: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        self.init(
            active: try members.value("active"), inactive: try members.value("inactive"),
            unsubscribed: try members.value("unsubscribed"))
    }

    var json: JSONValue {
        JSONValue(members: [
            "active": active.json, "inactive": inactive.json, "unsubscribed": unsubscribed.json,
        ])
    }
}

extension SegmentReference: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        self.init(
            number: try members.value("number"), bytes: try members.value("bytes"),
            checksum: try members.value("checksum"), rows: try members.value("rows"),
            fingerprints: try members.optional("fingerprints"))
    }

    var json: JSONValue {
        JSONValue(members: [
            "number": number.json, "bytes": bytes.json, "checksum": checksum.json, "rows": rows.json,
            "fingerprints": fingerprints?.json,
        ])
    }
}

/// Written as its description.
extension AddressFingerprints: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let fingerprints = AddressFingerprints(try String(json: json)) else { throw JSONMismatch() }
        self = fingerprints
    }

    var json: JSONValue { description.json }
}
