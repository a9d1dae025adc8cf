# shellcheck shell=bash disable=SC2034
# How Scripts/test builds the tests: beside the release program, so that both are built at once, and without what only a debugger
# or an editor needs. Each module is compiled at once: file by file, what all of its files use would be read for every few of them. The quick turns
# of CONTRIBUTING.md, which compile the files that have changed, have .build to themselves.
test_build=(--scratch-path .build-test --disable-index-store -Xswiftc -gnone -Xswiftc -whole-module-optimization)
