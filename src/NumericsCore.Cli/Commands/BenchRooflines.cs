using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>Where the rooflines go.</summary>
internal static class BenchRooflines
{
    /// <summary>Whether the path is that of one picture, and not of a folder for several.</summary>
    public static bool IsFile(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Draws those that can be drawn; gives the files.</summary>
    public static IEnumerable<string> Draw(ResultFile result, string path)
    {
        if (!IsFile(path)) Directory.CreateDirectory(path);
        foreach (var device in result.Devices.Where(RooflinePlot.CanDraw))
        {
            // a colon is no part of a file's name on Windows
            string file = IsFile(path) ? path : Path.Combine(path, $"roofline-{device.Name.Replace(':', '-')}.png");
            RooflinePlot.Save(device, result.Machine, file);
            yield return file;
        }
    }
}
