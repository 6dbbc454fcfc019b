using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NumericsCore.Docs.Tests.Programs;

/// <summary>What a user's program sees: the framework, the library packages, a logger, and what those depend on.</summary>
internal static class ProgramReferences
{
    private static readonly string[] Packages = ["NumericsCore", "NumericsCore.Kernels", "NumericsCore.Data", "NumericsCore.Columnar", "NumericsCore.Distributed", "NumericsCore.Logging", "NumericsCore.Onnx", "NumericsCore.Plots", "NumericsCore.TensorBoard", "NumericsCore.Testing", "Microsoft.Extensions.Logging.Console"];

    /// <summary>The references, read once.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } =
        [.. Framework().Concat(Libraries()).Select(path => MetadataReference.CreateFromFile(path))];

    // The framework of this process, not the test runner's own assemblies beside it.
    private static IEnumerable<string> Framework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == folder);
    }

    private static Dictionary<string, string>.ValueCollection Libraries()
    {
        Dictionary<string, string> found = [];
        Queue<AssemblyName> open = new(Packages.Select(name => new AssemblyName(name)));
        while (open.TryDequeue(out AssemblyName? name))
        {
            string path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            if (!File.Exists(path) || !found.TryAdd(name.Name!, path))
            {
                continue;
            }

            foreach (AssemblyName reference in Assembly.Load(name).GetReferencedAssemblies())
            {
                open.Enqueue(reference);
            }
        }

        return found.Values;
    }
}
