# shellcheck shell=bash disable=SC2034
# How Scripts/test builds the tests: beside the release program, so that both are built at once, and without what only a debugger
# needs. The quick turns of CONTRIBUTING.md have .build to themselves.
test_build=(--scratch-path .build-test -Xswiftc -gnone)
