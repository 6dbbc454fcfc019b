using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The formulas of an assembly that a user names.</summary>
/// <param name="Kernels">The kernels of its public formulas, by name.</param>
/// <param name="Remarks">Formulas that are left out, and why.</param>
internal sealed record FormulaAssembly(IReadOnlyList<BenchKernel> Kernels, IReadOnlyList<string> Remarks)
{
    private const string NoAssembly = "which is no assembly of .NET";
    private static readonly ConcurrentDictionary<string, bool> s_folders = [];

    /// <summary>Loads an assembly into this process, for the formulas are run.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FormulaAssemblyException">There is none, it is no assembly of .NET, or it has no formula that could be run; the message begins with the path.</exception>
    public static FormulaAssembly Load(string path)
    {
        string? unusable = FileKinds.Of(path) switch
        {
            FileKind.Regular => null,
            FileKind.None => "but there is no such file",
            FileKind.Folder => "which is a folder; expected an assembly of .NET",
            // a pipe would be waited for
            _ => NoAssembly,
        };
        if (unusable is not null) throw new FormulaAssemblyException($"{path}, {unusable}");
        var (types, fault) = TypesOf(path);
        Type[] formulas = [.. types.Where(FormulaKernels.IsFormula).OrderBy(static type => type.FullName, StringComparer.Ordinal)];
        string[] remarks = [.. formulas.Where(static type => !type.IsVisible).Select(static type => $"{type.FullName} is no public struct, and left out: a kernel of a GPU has a parameter of its type")];
        Type[] usable = [.. formulas.Where(static type => type.IsVisible)];
        if (usable.Length == 0)
        {
            string found = remarks.Length > 0 ? $"; {remarks[0]}" : fault is null ? "" : $"; not all of it could be loaded: {fault}";
            throw new FormulaAssemblyException($"{path}, which has no formula: no public struct that implements {string.Join(", ", FormulaKernels.Interfaces.Select(static kind => kind.Name))}{found}");
        }

        string owner = Path.GetFileNameWithoutExtension(path);
        try
        {
            // one name may be in several namespaces
            var names = usable.ToLookup(static type => FormulaName.Of(type), StringComparer.Ordinal);
            return new([.. usable.SelectMany(type => FormulaKernels.Of(type, names[FormulaName.Of(type)].Count() == 1 ? FormulaName.Of(type) : type.FullName!, owner))], remarks);
        }
        catch (FormulaAssemblyException e)
        {
            throw new FormulaAssemblyException($"{path}, which {e.Message}", e);
        }
    }

    private static (IEnumerable<Type> Types, string? Fault) TypesOf(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        // the kernels' launchers find the formulas' types in the context of the library alone
        if (s_folders.TryAdd(folder, true)) AssemblyLoadContext.Default.Resolving += (context, name) => Beside(folder, context, name);
        try
        {
            // not from the path, so that the file can be built anew meanwhile
            using var file = File.OpenRead(full);
            // the runtime would read all of a file, however large, before it looks at its beginning
            using (var header = new PEReader(file, PEStreamOptions.LeaveOpen))
            {
                if (!header.HasMetadata) throw new BadImageFormatException();
            }

            file.Position = 0;
            return (AssemblyLoadContext.Default.LoadFromStream(file).GetTypes(), null);
        }
        // what depends on assemblies that are not there is no formula, unless all of it does
        catch (ReflectionTypeLoadException e)
        {
            return (e.Types.OfType<Type>(), e.LoaderExceptions.OfType<Exception>().FirstOrDefault()?.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
        catch (Exception e) when (e is BadImageFormatException or ArgumentException)
        {
            throw new FormulaAssemblyException($"{path}, {NoAssembly}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TypeLoadException)
        {
            throw new FormulaAssemblyException($"{path}, which cannot be loaded: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", e);
        }
    }

    private static Assembly? Beside(string folder, AssemblyLoadContext context, AssemblyName name)
    {
        string file = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
