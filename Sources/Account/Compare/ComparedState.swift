internal import Recipients
internal import Snapshots

/// One side of a comparison.
struct ComparedState {
    let segments: [Segment]
    let fields: [String]
    /// What the cells of its rows are.
    let columns: [String]
    let decoder: RecipientDecoder
    let count: Int

    init(_ source: RecipientSource, _ account: Account) throws(Failure) {
        let group: GroupManifest
        let state: GroupManifest.State
        switch source {
        case .group(let name):
            group = try account.standingGroup(name)
            (state, fields) = (group.state, group.fields)
        case .backup(let reference):
            let found = try account.find(reference)
            group = found.group
            (state, fields) = (found.backup.state, found.backup.fields)
        }
        segments = try account.open(state, of: group)
        columns = group.segmentColumns
        decoder = RecipientDecoder(group, fields: fields)
        count = state.counts.recipients
    }
}
