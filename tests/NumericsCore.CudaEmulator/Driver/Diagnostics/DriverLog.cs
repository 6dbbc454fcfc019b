using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>A file of lines, or none. "%p" in its path is the process's number, so that each of several processes has a file of its own.</summary>
internal sealed class DriverLog(string? path)
{
    private readonly string? _path = path?.Replace("%p", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Whether anything is kept.</summary>
    public bool IsOpen => _path is not null;

    public void Write(string line)
    {
        if (_path is null) return;
        if (Path.GetDirectoryName(Path.GetFullPath(_path)) is { } folder) Directory.CreateDirectory(folder);
        File.AppendAllText(_path, line + "\n");
    }
}
