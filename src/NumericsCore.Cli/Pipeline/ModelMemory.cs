using System.Globalization;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Finds out before the training that a network cannot fit: a system that lends more memory than it has ends the process later.</summary>
internal static class ModelMemory
{
    private const double Gibibyte = 1L << 30;

    /// <summary>Checks that a network may fit into the memory of a device.</summary>
    /// <param name="settings">Its hidden layers and its optimizer.</param>
    /// <param name="features">The columns that go in.</param>
    /// <param name="outputs">The numbers that come out.</param>
    /// <param name="rows">The most rows that go through it at once.</param>
    /// <param name="device">Where it will be.</param>
    /// <exception cref="InputException">It does not fit.</exception>
    public static void Require(TrainSettings settings, int features, int outputs, int rows, Device device)
    {
        double parameters = 0, widest = outputs, inputs = features;
        foreach (int units in settings.Layers.Append(outputs))
        {
            parameters += (inputs + 1) * units;
            widest = Math.Max(widest, units);
            inputs = units;
        }

        // weights and their gradients, moments, and one layer of one pass: the least that it takes
        double bytes = sizeof(float) * (parameters * MinValuesOf(settings.Optimizer) + widest * rows);
        if (bytes <= device.Info.MemoryBytes) return;
        string layers = settings.Layers.Count == 0 ? "none" : string.Join(",", settings.Layers.Select(static units => units.ToString(CultureInfo.InvariantCulture)));
        throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"--layers is {layers}: {parameters:N0} parameters for {features} features and {rows} rows at once take at least {bytes / Gibibyte:N1} GiB, but {device.Name} has {device.Info.MemoryBytes / Gibibyte:N1} GiB; expected fewer units"));
    }

    /// <summary>The least numbers that an optimizer needs for a weight: itself, its gradient, and what the optimizer keeps.</summary>
    private static int MinValuesOf(Optimizer optimizer) => optimizer switch
    {
        Adam or NAdam or RAdam or Adamax or Adadelta => 4,
        Lion or Adagrad or RmsProp => 3,
        _ => 2,
    };
}
