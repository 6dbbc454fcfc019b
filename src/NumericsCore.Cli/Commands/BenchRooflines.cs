using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>Where the rooflines of devices go.</summary>
internal sealed class BenchRooflines : IDisposable
{
    private readonly Dictionary<string, (string Path, OutputFile File)> _files = [];

    /// <summary>Checks that a picture of each device can be written, before minutes are spent on measuring.</summary>
    /// <param name="path">A .png for one device, or a folder, which is made; null for nowhere.</param>
    /// <param name="devices">The names of the devices.</param>
    /// <exception cref="InputException">One file is given for several devices, or no folder can be made.</exception>
    /// <exception cref="OutputFileException">A picture cannot be written.</exception>
    public BenchRooflines(string? path, IReadOnlyList<string> devices)
    {
        if (path is null) return;
        bool isFile = path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        if (isFile && devices.Count > 1) throw new InputException(FormattableString.Invariant($"--roofline is {path}, one file for {devices.Count} devices; give a folder"));
        if (!isFile) MakeFolder(path);
        foreach (string device in devices)
        {
            // a colon is no part of a file's name on Windows
            string file = isFile ? path : Path.Combine(path, $"roofline-{device.Replace(':', '-')}.png");
            _files[device] = (file, OutputFile.Open(file, "--roofline"));
        }
    }

    /// <summary>Draws those that can be drawn; gives the files.</summary>
    public IEnumerable<string> Draw(ResultFile result)
    {
        if (_files.Count == 0) yield break;
        foreach (var device in result.Devices.Where(RooflinePlot.CanDraw))
        {
            var (path, file) = _files[device.Name];
            file.Write(RooflinePlot.ToPng(device, result.Machine));
            yield return path;
        }
    }

    public void Dispose()
    {
        foreach (var (_, file) in _files.Values) file.Dispose();
    }

    private static void MakeFolder(string path)
    {
        if (path is "" or "-" || path.Contains('\0')) throw new InputException($"--roofline is '{path}'; expected a folder, or a file that ends in .png");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException($"--roofline is {path}, which cannot be made a folder: {e.Message.TrimEnd('.')}");
        }
    }
}
