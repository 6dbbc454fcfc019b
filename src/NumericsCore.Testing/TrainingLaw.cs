using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>
/// A model of one's own layers, loss, metrics and optimizer trains to the same bits whether its steps are replayed or made anew, and on every device. What
/// breaks it says <see cref="Layer.IsReplayable"/> though the host decides something at each step, or keeps state that is no <see cref="Variable"/>.
/// </summary>
public static class TrainingLaw
{
    /// <summary>Checks a model with what it is compiled with.</summary>
    /// <remarks>
    /// Trains it on the CPU with steps that are made anew, and then with replayed ones there and on the devices. The figures of each epoch, the parameters and the
    /// buffers must be the same numbers. Then it trains once more with some of the replayed steps made anew beside what was recorded, which finds who computes something
    /// else, and optimizers and schedules that depend on more than settings and arguments.
    /// </remarks>
    /// <param name="createModel">Makes the model, new at each call, and compiles it.</param>
    /// <param name="features">[samples, ...].</param>
    /// <param name="targets">[samples, ...], as the loss needs them.</param>
    /// <param name="batchSize">Samples a step; there must be at least 2 whole batches, so that a step is replayed.</param>
    /// <param name="epochs">Epochs; at least 1.</param>
    /// <param name="devices">Where else to train it than on the CPU; every device that can be used if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two whole batches, or no epoch.</exception>
    /// <exception cref="ArgumentException">The model or its loss says that it is not replayable: each step is made anew then, and there is nothing to compare. Or a device is null.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="TrainingLawException">Two trainings differ, or two steps of one: the message names the first value that does, and the layer, loss, metric, optimizer or schedule.</exception>
    public static void Holds(Func<Model> createModel, Tensor features, Tensor targets, int batchSize = 16, int epochs = 3, IReadOnlyList<Device>? devices = null)
    {
        ArgumentNullException.ThrowIfNull(createModel);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        if (batchSize < 1 || batchSize > features.Shape[0] / 2)
            throw OutOfRange.Error(nameof(batchSize), batchSize, FormattableString.Invariant($"Of {features.Shape[0]} samples at least two batches are made, so that a step is replayed."));
        OutOfRange.ThrowIfLessThan(epochs, 1);
        var others = FormulaLaw.DevicesOf(devices);

        var expected = Train(Device.Cpu, replayed: false);
        foreach (var device in (IEnumerable<Device>)[Device.Cpu, .. others])
        {
            var actual = Train(device, replayed: true);
            if (expected.Keys.Except(actual.Keys).Concat(actual.Keys.Except(expected.Keys)).FirstOrDefault() is { } lone)
                throw new TrainingLawException($"{lone} is not in both of two trainings. Does createModel() make the same model at each call?");
            foreach (var (name, values) in expected)
            {
                var found = actual[name];
                int i = values.AsSpan().CommonPrefixLength(found);
                if (i == values.Length && i == found.Length) continue;
                string of = values.Length == 1 ? name : FormattableString.Invariant($"Element {i} of {name}");
                throw new TrainingLawException(FormattableString.Invariant(
                    $"{of} is {values.ElementAtOrDefault(i):R} on {Device.Cpu.Name} where each step is made anew, and {found.ElementAtOrDefault(i):R} on {device.Name} where steps are replayed. {Breaker() ?? "A layer, loss or metric whose host code decides something at a step is not replayable; state belongs into a buffer (AddBuffer)."}"));
            }
        }

        // what makes no difference in these numbers may make one in others
        if (Breaker() is { } breaker) throw new TrainingLawException(breaker);

        // which part differs from step to step, and in what; null if none does
        string? Breaker()
        {
            try
            {
                Train(Device.Cpu, replayed: true, isChecked: true);
                return null;
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }

        Dictionary<string, double[]> Train(Device device, bool replayed, bool isChecked = false)
        {
            var trained = createModel() ?? throw new ArgumentException("createModel() gives null.", nameof(createModel));
            if (trained.Compilation is { } compiled && !trained.ReplaysWith(compiled.Loss))
                throw new ArgumentException($"{(trained.IsReplayable ? compiled.Loss.GetType() : trained.GetType()).Name} says that it is not replayable: each step is made anew, and there is nothing to compare.", nameof(createModel));
            (trained.MayReplay, trained.ChecksReplay) = (replayed, isChecked);
            var history = trained.Fit(features.To(device), targets.To(device), batchSize, epochs, seed: 1);
            var found = new Dictionary<string, double[]>();
            foreach (var epoch in history.Epochs)
                foreach (var (name, value) in epoch.Values()) found.Add(FormattableString.Invariant($"{name} of epoch {epoch.Epoch}"), [value]);
            foreach (var (name, variable) in trained.NamedVariables) found.Add($"{(variable is Parameter ? "parameter" : "buffer")} '{name}'", variable.ToDoubleArray());
            return found;
        }
    }
}
