# To be sourced in the root: the samples' page, and how projects are restored with the packages that .ci/check-packages made.
# shellcheck shell=bash

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
samples=docs/samples
packages=$PWD/artifacts/packages
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
[[ -f $packages/NumericsCore.$version.nupkg ]] || { echo "$(basename "$0"): there are no packages in $packages; run .ci/check-packages" >&2; exit 1; }

# sample_text NAME: the block of text below the sample's heading, which is what it prints.
sample_text() { awk -v heading="## $1" '$0 == heading { inside = 1; next } /^## / { inside = 0 } inside && /^```text$/ { text = 1; next } /^```/ { text = 0 } inside && text' $samples/README.md; }

# with_our_packages FOLDER COMMAND...: runs the command so that what it restores of ours comes from the folder of packages, by way of FOLDER, as the version stays the same; all else is
# taken from the user's folder where it is there. As variables, which projects and the SDK add to: F# has its own folder of packages.
with_our_packages() {
    local folder=$1 global
    shift
    global=$(dotnet nuget locals global-packages --list | sed 's/^[^/]*//')
    [[ -z $(ls -d "$global"numericscore* 2>/dev/null) ]] || { echo "$global holds packages of NumericsCore, which would be taken instead of those made here; remove them" >&2; return 1; }
    RestoreFallbackFolders=$global RestoreAdditionalProjectSources=$packages RestorePackagesPath=$folder NuGetAudit=false "$@"
}
