// swift-tools-version: 6.2
import PackageDescription

/// What the settings of all our modules have in common: Swift 6, and a warning is an error.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// For modules that run little code for each row: the first build waits for them, and optimising for size is quicker.
let settingsForSize = settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// For modules that wait for a person: optimising them would take most of their time in the build.
let settingsUnoptimized = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

// Homebrew's headers are found with pkg-config. Elsewhere it would only name the system's folders, which the linker
// would then search before the one with the archives that Scripts/build chooses.
#if os(macOS)
    let xxhashPackage: String? = "libxxhash"
#else
    let xxhashPackage: String? = nil
#endif

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "cbs",
    products: [
        .executable(name: "cbs", targets: ["cbs"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Only for `swift package generate-documentation`; nothing of it is in the program.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    // The order is the direction of the dependencies: a module may use those above it, never those below.
    targets: [
        .systemLibrary(
            name: "CXXHash",
            pkgConfig: xxhashPackage,
            providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]
        ),
        .systemLibrary(
            // No pkg-config, which would link the library: it is loaded when it is needed. So are the next two.
            name: "CIDN2",
            providers: [.apt(["libidn2-dev"]), .brew(["libidn2"])]
        ),
        .systemLibrary(
            name: "CZip",
            providers: [.apt(["libzip-dev"]), .brew(["libzip"])]
        ),
        .systemLibrary(
            name: "CExpat",
            providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
        ),
        .systemLibrary(name: "CProcessor"),
        .target(name: "CLibEdit"),
        .target(name: "SystemCalls", swiftSettings: settings),
        .target(name: "Recipients", dependencies: ["CIDN2", "CProcessor", "SystemCalls"], swiftSettings: settings),
        .target(name: "DelimitedText", dependencies: ["CProcessor", "SystemCalls"], swiftSettings: settings),
        .target(
            name: "JSONRecords",
            dependencies: ["CProcessor", "SystemCalls", "DelimitedText"],
            swiftSettings: settings
        ),
        .target(
            name: "Spreadsheets",
            dependencies: ["CZip", "CExpat", "CProcessor", "SystemCalls", "Recipients", "DelimitedText"],
            swiftSettings: settings
        ),
        .target(name: "Storage", dependencies: ["SystemCalls"], swiftSettings: settings),
        .target(
            name: "PostgresStorage", dependencies: ["CXXHash", "SystemCalls", "Storage"], swiftSettings: settings),
        .target(name: "Sorting", dependencies: ["CProcessor", "SystemCalls", "Storage"], swiftSettings: settings),
        .target(
            name: "Snapshots",
            dependencies: [
                "CXXHash", "CProcessor", "SystemCalls", "Recipients", "JSONRecords", "Storage", "Sorting",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Account",
            dependencies: [
                "CProcessor", "SystemCalls", "Recipients", "DelimitedText", "JSONRecords", "Spreadsheets", "Storage",
                "PostgresStorage", "Sorting", "Snapshots",
            ],
            swiftSettings: settingsForSize
        ),
        .target(
            name: "CommandLanguage",
            dependencies: ["Recipients", "DelimitedText"],
            swiftSettings: settingsForSize
        ),
        .target(
            name: "LanguageReference",
            dependencies: ["Recipients", "CommandLanguage"],
            swiftSettings: settingsForSize
        ),
        .target(
            name: "Interpreter",
            dependencies: [
                "SystemCalls", "Recipients", "DelimitedText", "Sorting", "Snapshots", "Account", "CommandLanguage",
                "LanguageReference",
            ],
            swiftSettings: settingsForSize
        ),
        .target(
            name: "Rendering",
            dependencies: [
                "SystemCalls", "Recipients", "DelimitedText", "Account", "CommandLanguage", "Interpreter",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "LineEditor",
            dependencies: ["CLibEdit", "SystemCalls", "Recipients", "Rendering"],
            swiftSettings: settingsUnoptimized
        ),
        .target(
            name: "LanguageServer",
            dependencies: ["SystemCalls", "Recipients", "JSONRecords", "CommandLanguage", "LanguageReference"],
            swiftSettings: settingsForSize
        ),
        .executableTarget(
            name: "cbs",
            dependencies: [
                "SystemCalls", "Sorting", "JSONRecords", "Account", "CommandLanguage", "LanguageReference",
                "Interpreter", "Rendering", "LineEditor", "LanguageServer", argumentParser,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["SystemCalls", "DelimitedText"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        // Measures the hot path by parts; no part of the product.
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["Recipients", "DelimitedText", "Storage", "Sorting", "Snapshots", "CommandLanguage"],
            path: "Tests/Benchmarks",
            swiftSettings: settings
        ),
        .testTarget(
            name: "RecipientsTests",
            dependencies: ["Recipients", "TestSupport"],
            exclude: ["email-cases"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DelimitedTextTests",
            dependencies: ["DelimitedText", "TestSupport"],
            exclude: ["csv-spectrum"],
            swiftSettings: settings
        ),
        .testTarget(name: "JSONRecordsTests", dependencies: ["JSONRecords", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "SpreadsheetsTests",
            dependencies: ["CZip", "SystemCalls", "Spreadsheets", "TestSupport"],
            swiftSettings: settings,
            // The program loads libzip when it reads a workbook; the tests write some.
            linkerSettings: [.linkedLibrary("zip")]
        ),
        // Storages of every kind, and rows as values.
        .target(
            name: "StoreTestSupport",
            dependencies: ["Recipients", "Storage", "PostgresStorage", "Sorting", "Snapshots", "TestSupport"],
            path: "Tests/StoreTestSupport",
            swiftSettings: settings
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: ["SystemCalls", "Storage", "StoreTestSupport", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PostgresStorageTests",
            dependencies: [
                "SystemCalls", "Storage", "PostgresStorage", "Sorting", "Snapshots", "StoreTestSupport", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SortingTests",
            dependencies: ["SystemCalls", "Storage", "Sorting", "Snapshots", "StoreTestSupport", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SnapshotsTests",
            dependencies: ["Storage", "Sorting", "Snapshots", "StoreTestSupport", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AccountTests",
            // The fault sweep tries every command there is.
            dependencies: [
                "SystemCalls", "Storage", "PostgresStorage", "Account", "CommandLanguage", "StoreTestSupport",
                "TestSupport",
            ],
            exclude: ["Fixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CommandLanguageTests",
            dependencies: ["CommandLanguage", "TestSupport"],
            exclude: ["Golden"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LanguageReferenceTests",
            dependencies: ["LanguageReference", "CommandLanguage", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InterpreterTests",
            dependencies: ["Interpreter", "LanguageReference", "Rendering", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["SystemCalls", "Rendering", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LineEditorTests",
            dependencies: ["SystemCalls", "LineEditor", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LanguageServerTests",
            dependencies: ["LanguageServer", "LanguageReference", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["cbs", "TestSupport"],
            exclude: ["Transcripts", "Conversations"],
            swiftSettings: settings
        ),
        .testTarget(name: "InteractiveTests", dependencies: ["cbs", "TestSupport"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
