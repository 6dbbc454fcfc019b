using System.Globalization;

namespace NumericsCore.Kernels;

/// <summary>The data caches of the first core, in bytes, as Linux tells them; common sizes where it does not.</summary>
internal static class CacheSizes
{
    private const int CommonLevel1 = 32 << 10;
    private const int CommonLevel2 = 512 << 10;
    private const int CommonLevel3 = 32 << 20;

    public static int Level1 { get; } = Read(1) ?? CommonLevel1;

    public static int Level2 { get; } = Read(2) ?? CommonLevel2;

    public static int Level3 { get; } = Read(3) ?? CommonLevel3;

    /// <summary>Bytes in "48K" or "2M"; null for anything else.</summary>
    public static int? Parse(string size)
    {
        size = size.Trim();
        if (size.Length < 2 || !int.TryParse(size.AsSpan(0, size.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return null;
        return size[^1] switch
        {
            'K' when count is > 0 and < 1 << 20 => count << 10,
            'M' when count is > 0 and < 1 << 10 => count << 20,
            _ => null,
        };
    }

    /// <summary>What the system tells of a level; null where it does not.</summary>
    public static int? Read(int level)
    {
        if (!OperatingSystem.IsLinux()) return null;
        for (int index = 0; index < 8; index++)
        {
            string folder = $"/sys/devices/system/cpu/cpu0/cache/index{index}/";
            try
            {
                if (!File.Exists(folder + "level")) return null;
                if (File.ReadAllText(folder + "level").Trim() != level.ToString(CultureInfo.InvariantCulture)) continue;
                if (File.ReadAllText(folder + "type").Trim() == "Instruction") continue;
                return Parse(File.ReadAllText(folder + "size"));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // sandboxes may hide these files; the common sizes serve
                return null;
            }
        }

        return null;
    }
}
