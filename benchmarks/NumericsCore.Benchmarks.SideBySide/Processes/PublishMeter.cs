using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Measures by how many bytes the published folder of an application grows when it references a package.</summary>
internal static class PublishMeter
{
    // no released version, so that no package of a registry or a cache is taken for the one just packed
    private const string Version = "0.0.0-measured";

    private static readonly string[] s_projects = ["kernels/NumericsCore.Kernels", "src/NumericsCore"];

    /// <summary>Packs NumericsCore from its last Release build, and publishes one application without and with it; a full run also with the peer.</summary>
    public static ProcessFigures Run(bool quick)
    {
        string folder = Directory.CreateTempSubdirectory("side-by-side-").FullName;
        try
        {
            string packages = Path.Combine(folder, "packages");
            foreach (string project in s_projects) Dotnet(".", "pack", project, "-c", "Release", "--no-build", $"-p:PackageVersion={Version}", "-o", packages);
            long without = Published(folder, "plain", null);
            long ours = Published(folder, "ours", ("NumericsCore", Version)) - without;
            long? peer = quick ? null : Published(folder, "peer", ("TorchSharp-cpu", "0.107.0")) - without;
            return new ProcessFigures(new Figure(null, ours), peer is null ? null : new Figure(null, peer), null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Published(string folder, string name, (string Id, string Version)? package)
    {
        string project = Path.Combine(folder, name), output = Path.Combine(folder, name + "-published");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine(\"Hello\");\n");
        File.WriteAllText(Path.Combine(project, "Application.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RestoreAdditionalProjectSources>{Path.Combine(folder, "packages")}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(folder, "cache")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Cache()}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                {(package is { } wanted ? $"<PackageReference Include=\"{wanted.Id}\" Version=\"{wanted.Version}\" />" : "")}
              </ItemGroup>
            </Project>
            """);
        Dotnet(project, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-o", output);
        return new DirectoryInfo(output).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
    }

    /// <summary>The user's package folder, which saves downloading again what is there.</summary>
    private static string Cache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static void Dotnet(string folder, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        // a build server left behind would hold files and memory after the measurement
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}:\n{output}");
    }
}
