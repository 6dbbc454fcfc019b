using System.Globalization;
using System.Text.RegularExpressions;

namespace NumericsCore.CudaEmulator;

/// <summary>What the first lines of a PTX text ask of the driver and of the device.</summary>
internal static partial class PtxHeader
{
    /// <summary>Checks that a driver knows the text's version of PTX, and that its target is no newer than the device.</summary>
    /// <param name="text">The PTX.</param>
    /// <param name="driverVersion">As cuDriverGetVersion gives it: 12090 for 12.9.</param>
    /// <param name="computeCapability">Ten times the major version plus the minor one.</param>
    /// <exception cref="CallRefusedException">The driver refuses the text.</exception>
    public static void Check(string text, int driverVersion, int computeCapability)
    {
        if (Version().Match(text) is not { Success: true } version) throw new CallRefusedException(CudaError.InvalidPtx, "the text has no .version");
        if (Target().Match(text) is not { Success: true } target) throw new CallRefusedException(CudaError.InvalidPtx, "the text has no .target");
        if (Number(version.Groups[1]) * 10 + Number(version.Groups[2]) is var asked && asked > Newest(driverVersion))
            throw new CallRefusedException(CudaError.UnsupportedPtxVersion, $"driver {driverVersion} knows PTX up to {Newest(driverVersion)}, not {asked}");
        int capability = Number(target.Groups[1]);
        if (capability > computeCapability || (target.Groups[2].Length > 0 && capability != computeCapability))
            throw new CallRefusedException(CudaError.NoBinaryForGpu, $"{target.Value.Trim()} does not run on compute capability {computeCapability}");
    }

    // PTX ISA, release notes: ten times the newest version that a driver of CUDA knows
    private static int Newest(int driverVersion) => driverVersion switch
    {
        >= 13000 => 90,
        >= 12090 => 88,
        >= 12080 => 87,
        >= 12070 => 86,
        >= 12060 => 85,
        _ => (driverVersion / 1000 - 4) * 10 + driverVersion % 1000 / 10,
    };

    private static int Number(Capture digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*\.version\s+(\d+)\.(\d+)", RegexOptions.Multiline)]
    private static partial Regex Version();

    [GeneratedRegex(@"^\s*\.target\s+sm_(\d+)([af]?)\b", RegexOptions.Multiline)]
    private static partial Regex Target();
}
