using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>Where the results of a bench go: a file, kept up to date from device to device, or a stream, at the end.</summary>
internal sealed class BenchResults : IDisposable
{
    private readonly TextWriter _output;
    private readonly OutputFile? _file;
    private readonly bool _isStandardOutput;
    private ResultFile? _unwritten;

    /// <summary>Checks that results can be written, before minutes are spent on measuring.</summary>
    /// <param name="path">A file, - for standard output, or null for nowhere.</param>
    /// <param name="output">Standard output.</param>
    /// <exception cref="OutputFileException">They cannot.</exception>
    public BenchResults(string? path, TextWriter output)
    {
        _output = output;
        _isStandardOutput = path is not null && IsStandardOutput(path);
        if (path is not null && !_isStandardOutput) _file = OutputFile.Open(path, "--json");
    }

    /// <summary>Whether a path means standard output, which the report then leaves to the results.</summary>
    public static bool IsStandardOutput(string path) => path == "-" || (!OperatingSystem.IsWindows() && path is "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1");

    /// <summary>Keeps the results so far; after each device, so that a later one that fails takes nothing away.</summary>
    public void Keep(ResultFile result)
    {
        if (_file is { IsReplaceable: true }) _file.Write(ResultStore.ToBytes(result));
        else _unwritten = result;
    }

    /// <summary>Writes what a stream has not been given yet.</summary>
    public void Dispose()
    {
        using (_file)
        {
            if (_unwritten is not { } result) return;
            _unwritten = null;
            if (_isStandardOutput) _output.Write(ResultStore.ToJson(result));
            else _file?.Write(ResultStore.ToBytes(result));
        }
    }
}
