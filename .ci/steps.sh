# Shared by the scripts of this folder: named, timed steps, the commands of the README, and the count of tests.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A build server left behind would hold files and memory after the script has ended.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

results=artifacts/test-results
failed_steps=()

# step NAME COMMAND [ARGUMENT ...]: runs the command and says how long it took; a failure is kept for the end.
step() {
    local name=$1 start=$SECONDS code=0
    shift
    printf '\n== %s\n' "$name"
    "$@" </dev/null || code=$?
    if ((code == 0)); then
        printf '== %s: done in %d s\n' "$name" $((SECONDS - start))
    else
        printf '== %s: FAILED with exit code %d after %d s\n' "$name" "$code" $((SECONDS - start))
        failed_steps+=("$name")
    fi
    return "$code"
}

# readme_command NAME: the command that README.md shows between <!-- command: NAME --> and <!-- /command -->.
readme_command() {
    local command
    command=$(awk -v begin="<!-- command: $1 -->" '
        { sub(/\r$/, "") }
        $0 == begin { inside = 1; next }
        $0 == "<!-- /command -->" { inside = 0 }
        inside && NF && !/^```/' README.md)
    if [[ -z $command || $command == *$'\n'* ]]; then
        echo "README.md must show exactly one line of command between <!-- command: $1 --> and <!-- /command -->" >&2
        return 1
    fi
    printf '%s\n' "$command"
}

# run_readme_command NAME [ARGUMENT ...]: runs it as the reader would type it, with further arguments if given.
run_readme_command() {
    local command words
    command=$(readme_command "$1") || return
    shift
    read -ra words <<<"$command"
    echo "\$ $command $*"
    "${words[@]}" "$@"
}

# with_results NAME COMMAND [ARGUMENT ...]: the command's dotnet test writes one .trx file a project under NAME, and a
# test that hangs is named and ended. MSBuild reads these variables as properties; see Directory.Build.targets.
with_results() {
    local folder=$PWD/$results/$1
    shift
    rm -rf "$folder"
    # Instrumented code pays in programs that run for long: tests of many methods, each run a few times, take up to twice the time with it.
    DOTNET_TieredPGO=0 TestResultsFolder=$folder VSTestBlameHang=true VSTestBlameHangTimeout=5m VSTestBlameHangDumpType=none "$@"
}

# check_all: the steps of .ci/check. Succeeds if the solution was built, so that what needs only a build can go on.
check_all() {
    # The build of CI has the rules of style and the analyzers as errors; what it cannot see is how the text is set.
    local kind= verify=
    [[ ${CI:-} != true ]] || kind=whitespace verify=--verify-no-changes
    rm -rf "$results"
    step "restore" dotnet restore NumericsCore.sln --locked-mode || return
    step "build" dotnet build NumericsCore.sln -c Release --no-restore -warnaserror || return
    step "format" dotnet format $kind NumericsCore.sln --no-restore $verify
    step "train" run_readme_command train
    step "test" with_results cpu run_readme_command test
    return 0
}

# count_tests: "passed failed skipped" over all .trx files; a test that timed out or was aborted has failed.
count_tests() {
    find "$results" -name '*.trx' -exec cat {} + 2>/dev/null | grep -o '<Counters [^>]*>' | awk '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        {
            passed += count("passed")
            failed += count("failed") + count("error") + count("timeout") + count("aborted")
            skipped += count("total") - count("executed")
        }
        END { print passed + 0, failed + 0, skipped + 0 }'
}

# empty_results: the .trx files without a test; a runner that finds no test does not complain by itself.
empty_results() {
    find "$results" -name '*.trx' -exec grep -L '<UnitTestResult ' {} + 2>/dev/null | sort
}

# failed_tests: the name and the message of every failed test.
failed_tests() {
    local file
    find "$results" -name '*.trx' 2>/dev/null | sort | while read -r file; do
        awk -v run="${file#"$results"/}" '
            function plain(text) {
                gsub(/<[^>]*>/, "", text); gsub(/&#x[DdAa];/, "", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text)
                gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text)
                return text
            }
            /<UnitTestResult / {
                wrong = /outcome="(Failed|Error|Timeout|Aborted)"/
                if (wrong) {
                    match($0, / testName="[^"]*"/)
                    print "FAILED " plain(substr($0, RSTART + 11, RLENGTH - 12)) "  (" run ")"
                }
            }
            wrong && /<Message>/ { message = 1 }
            message { print "    " plain($0) }
            /<\/Message>/ { message = 0 }
            /<\/UnitTestResult>/ { wrong = 0 }' "$file"
    done
}

# finish: the failures, then one last line of counts. Call it last: its status is the script's.
finish() {
    local passed failed skipped empty
    empty=$(empty_results)
    read -r passed failed skipped < <(count_tests)
    echo
    failed_tests
    ((${#failed_steps[@]} == 0)) || printf 'step failed: %s\n' "${failed_steps[@]}"
    [[ -z $empty ]] || printf 'no test in %s\n' $empty
    ((passed + failed > 0)) || echo "no test ran"
    echo "all steps took $SECONDS s"
    echo "$passed passed, $failed failed, $skipped skipped"
    ((${#failed_steps[@]} == 0 && failed == 0 && passed > 0)) && [[ -z $empty ]]
}
