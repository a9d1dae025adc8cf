import Testing

@testable import Recipients

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("plain", 5), ("Größe", 5), ("Gro\u{308}ße", 5), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("e\u{301}\u{302}", 1), ("a\u{200B}b", 2), ("\u{FEFF}a", 1), ("…", 1),
        ("€", 1), ("क्ष", 2), ("\u{1B}", 0), ("\r\n", 0),
    ])
    func widthOfText(text: String, width: Int) {
        #expect(TextWidth.of(text) == width)
    }

    @Test(arguments: [
        ("😀", 2), ("👩‍👩‍👧‍👦", 2), ("👋🏽", 2), ("✌🏽", 2), ("❤️", 2), ("❤", 1), ("❤️‍🔥", 2), ("🏴‍☠️", 2), ("1️⃣", 2), ("🇩🇪", 2), ("🇩🇪🇳🇱", 4),
        ("\u{1F1E9}", 1), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2), ("⌚", 2), ("©", 1),
    ])
    func widthOfEmoji(text: String, width: Int) {
        #expect(TextWidth.of(text) == width)
    }

    @Test(arguments: [
        ("Newsletter", 10, "Newsletter"), ("Newsletter", 9, "Newslett…"), ("Newsletter", 1, "…"), ("Newsletter", 0, ""),
        ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"), ("👩‍👩‍👧‍👦 Familie", 5, "👩‍👩‍👧‍👦 F…"),
        ("Gro\u{308}ße", 4, "Gro\u{308}…"),
    ])
    func truncation(text: String, width: Int, expected: String) {
        #expect(TextWidth.truncated(text, to: width) == expected)
        #expect(TextWidth.of(TextWidth.truncated(text, to: width)) <= width)
    }

    @Test(arguments: [
        ("active 2025 shop", "unsubscribed 2025 shop", 9, "active 2…"),
        ("active a shop", "active b shop", 10, "active a …"),
        ("active a shop", "active b shop", 7, "…a shop"), ("active a shop", "active b shop", 5, "…a s…"),
        ("active a", "active b", 8, "active a"), ("active a", "active b", 2, "…a"), ("active a", "active b", 1, "…"),
    ])
    func cuttingAroundADifference(text: String, other: String, width: Int, expected: String) {
        #expect(TextWidth.cut(text, to: width, unlike: other) == expected)
    }

    @Test(arguments: [
        ("Newsletter 2026", 15, "Newsletter 2026"), ("Newsletter 2026", 10, "Newsl…2026"),
        ("Newsletter 2026", 9, "News…2026"),
        ("Newsletter", 2, "N…"), ("Newsletter", 1, "…"), ("Newsletter", 0, ""), ("日本語日本語", 8, "日本…語"),
        ("Gro\u{308}ße Größe", 7, "Gro\u{308}…öße"),
    ])
    func cuttingInTheMiddle(text: String, width: Int, expected: String) {
        #expect(TextWidth.cutInTheMiddle(text, to: width) == expected)
        #expect(TextWidth.of(TextWidth.cutInTheMiddle(text, to: width)) <= width)
    }

    @Test func truncationToANegativeWidthLeavesNothing() {
        #expect(TextWidth.truncated("a", to: -1) == "")
    }
}
