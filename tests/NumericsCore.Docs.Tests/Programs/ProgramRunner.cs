using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace NumericsCore.Docs.Tests.Programs;

/// <summary>Runs compiled programs in this process, one at a time: console, culture and current folder are the process's.</summary>
internal static class ProgramRunner
{
    private static readonly Lock OneAtATime = new();

    /// <summary>
    /// Runs a program in a scratch folder that holds a copy of the repository's <c>docs</c>, so that paths read as from
    /// the root of the repository and what the program writes is thrown away.
    /// </summary>
    public static ProgramResult Run(CompiledProgram program)
    {
        lock (OneAtATime)
        {
            using ScratchFolder scratch = new();
            using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
            string? failure = RunIn(scratch, output, program);
            return failure is null
                ? new ProgramResult(null, output.ToString().Split(ProgramCompiler.BlockSeparator))
                : new ProgramResult($"{failure}\nIt had printed:\n{output}", []);
        }
    }

    private static string? RunIn(ScratchFolder scratch, StringWriter output, CompiledProgram program)
    {
        TextWriter console = Console.Out;
        string folder = Environment.CurrentDirectory;
        CultureInfo culture = CultureInfo.CurrentCulture;
        AssemblyLoadContext context = new("documentation", isCollectible: true);
        try
        {
            Console.SetOut(TextWriter.Synchronized(output));
            Environment.CurrentDirectory = scratch.Path;
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            using MemoryStream assembly = new(program.Assembly), symbols = new(program.Symbols);
            return Invoke(context.LoadFromStream(assembly, symbols).EntryPoint!);
        }
        finally
        {
            context.Unload();
            CultureInfo.CurrentCulture = culture;
            Environment.CurrentDirectory = folder;
            Console.SetOut(console);
        }
    }

    private static string? Invoke(MethodInfo entryPoint)
    {
        object? result;
        try
        {
            result = entryPoint.Invoke(null, [Array.Empty<string>()]);
        }
        catch (TargetInvocationException exception)
        {
            // Whatever a program throws is a fault of its page, and is reported with the page's lines.
            return $"threw an exception.\n{exception.InnerException}";
        }

        return result is int code and not 0 ? $"ended with exit code {code}." : null;
    }
}
