# To be sourced: builds the program that the MPI steps train with, against a Release build, and defines how it runs alone (train) and on several
# processes (openmpi COUNT, mpich COUNT). Installs Open MPI and MPICH from Debian's packages where they are missing; $folder goes at the end.
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
export DEBIAN_FRONTEND=noninteractive OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

if ! command -v mpirun.openmpi >/dev/null || ! command -v mpirun.mpich >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends openmpi-bin libopenmpi3 mpich libmpich12
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ilgpu=$(sed -n 's:.*Include="ILGPU" Version="\([^"]*\)".*:\1:p' Directory.Packages.props)
built=$PWD/src/NumericsCore.Distributed/bin/Release/net10.0
cat >"$folder/Train.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <Reference Include="$built/NumericsCore*.dll" />
    <Reference Include="$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}/ilgpu/$ilgpu" -path '*/lib/*' -name ILGPU.dll | sort | tail -n 1)" />
  </ItemGroup>
</Project>
END
cp .ci/mpi-program.cs "$folder/Train.cs"
dotnet build "$folder/Train.csproj" -c Release -v quiet -o "$folder/out"
train() { dotnet "$folder/out/Train.dll" "$@"; }
openmpi() { timeout "${limit:-60}" mpirun.openmpi --oversubscribe --mca mpi_yield_when_idle 1 -n "$1" dotnet "$folder/out/Train.dll" "${@:2}"; }
mpich() { timeout "${limit:-60}" mpirun.mpich -n "$1" dotnet "$folder/out/Train.dll" "${@:2}"; }

# kills FIRST COUNT: trainings of which a random process gets SIGKILL at a random moment, and that another number of processes goes on with;
# all end with the bits of the one that nobody killed. A number's moments are its own.
kills() {
    local expected seed count rank step delay next hash same=0 file amid=0
    expected=$(train alone | grep -oE '[0-9a-f]{64}')
    for ((seed = $1; seed < $1 + $2; seed++)); do
        RANDOM=$seed
        count=$((RANDOM % 5 + 1)) rank=$((RANDOM % count)) step=$((RANDOM % 34 + 1)) delay=$((RANDOM % 3000))
        next=$(((count + RANDOM % 4) % 5 + 1)) file=$folder/kill-$seed.safetensors
        if openmpi "$count" together --checkpoint "$file" --die "$rank" "$step" "$delay" >"$folder/kill.log" 2>&1; then
            echo "kill $seed: the run whose process $rank of $count was killed ended well" >&2
            return 1
        fi
        # it was the kill that ended it, nothing else
        grep -q 'signal 9' "$folder/kill.log" || { cat "$folder/kill.log" >&2; return 1; }
        [[ -e $file ]] && amid=$((amid + 1))
        hash=$(openmpi "$next" together --checkpoint "$file" | grep -oE 'hash [0-9a-f]{64}' || true)
        if [[ $hash == "hash $expected" ]]; then same=$((same + 1)); else echo "kill $seed: process $rank of $count killed after step $step, resumed by $next: ${hash:-no hash}" >&2; fi
        rm -f "$file"
    done
    echo "$same of $2 killed trainings, $amid with a checkpoint to go on from, end with the bits of the one that nobody killed"
    ((same == $2))
}
