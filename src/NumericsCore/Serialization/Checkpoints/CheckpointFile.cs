using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NumericsCore;

/// <summary>A checkpoint as a file: a model file with the state of the training beside the weights.</summary>
internal static class CheckpointFile
{
    /// <summary>Where the state stands in the metadata.</summary>
    public const string Key = ModelDocument.Key + ".checkpoint";

    /// <summary>The form that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>Writes the state between two steps.</summary>
    public static void Write(Checkpoint checkpoint, FitState state)
    {
        var context = state.Context;
        var tensors = new List<KeyValuePair<string, Tensor>>();
        using var scope = GradientMode.Disable();
        AddSlots(tensors, context);
        AddHistory(tensors, context.History);
        AddMetricStates(tensors, state);
        string text = Text(state, tensors);
        context.Model.SaveCheckpoint(checkpoint, text, tensors);
    }

    private static void AddSlots(List<KeyValuePair<string, Tensor>> tensors, FitContext context)
    {
        foreach (var (path, parameter) in OptimizedBy(context.Model, context.Optimizer))
            for (int slot = 0; slot < context.Optimizer.Slots; slot++) tensors.Add(new(CheckpointTensors.Slot(slot, path), context.Optimizer.Slot(parameter, slot)));
    }

    /// <summary>The parameters of an optimizer by their paths in the model.</summary>
    public static IEnumerable<(string Path, Parameter Parameter)> OptimizedBy(Model model, Optimizer optimizer)
    {
        var paths = model.NamedParameters.ToDictionary(static pair => pair.Value, static pair => pair.Key);
        foreach (var parameter in optimizer.Groups.SelectMany(static group => group.Parameters))
        {
            yield return paths.TryGetValue(parameter, out string? path)
                ? (path, parameter)
                : throw new InvalidOperationException($"The optimizer also has the parameter '{parameter.Path}' of another model, which a checkpoint of this one does not hold. Give each model an optimizer of its own.");
        }
    }

    private static void AddHistory(List<KeyValuePair<string, Tensor>> tensors, History history)
    {
        if (history.Epochs.Count == 0) return;
        double[] values = [.. history.Epochs.SelectMany(static epoch => epoch.Values().Select(static pair => pair.Value).Append(epoch.LearningRate))];
        int epochs = history.Epochs.Count;
        tensors.Add(new(CheckpointTensors.History, Tensor.From(values, [epochs, values.Length / epochs], Device.Cpu)));
    }

    private static void AddMetricStates(List<KeyValuePair<string, Tensor>> tensors, FitState state)
    {
        if (!state.IsMidEpoch) return;
        foreach (var (index, numbers) in state.Progress.Figures.States.Index())
            if (numbers.Count > 0) tensors.Add(new(CheckpointTensors.Metric(index), Tensor.From(numbers.Values.ToArray(), [numbers.Count], Device.Cpu)));
    }

    private static string Text(FitState state, List<KeyValuePair<string, Tensor>> tensors)
    {
        var (context, plan, optimizer) = (state.Context, state.Plan, state.Context.Optimizer);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            SettingsWriter.WritePart(json, part =>
            {
                part.Write("version", Version);
                part.Write("rows", plan.Rows);
                part.Write("sample", (int[])[.. plan.Sample]);
                part.Write("target", (int[])[.. plan.Target]);
                part.Write("hasWeights", plan.HasWeights);
                part.Write("validationRows", plan.ValidationRows);
                part.Write("batchSize", plan.BatchSize);
                part.Write("shuffles", plan.Shuffles);
                part.Write("orders", plan.Orders);
                // files of trainings without them are as they were
                if (plan.Shards != 1) part.Write("virtualShards", plan.Shards);
                part.Write("seed", context.Model.Seed!.Value);
                part.Write("epochsBegun", (long)context.Model.EpochsBegun);
                part.Write("epoch", context.Epoch);
                part.Write("isMidEpoch", state.IsMidEpoch);
                part.Write("batch", state.Progress.Batches);
                part.Write("batchLoss", context.BatchLoss);
                part.Write("sums", state.Progress.Sums);
                part.Write("weights", state.Progress.Weights);
                if (state.IsMidEpoch && !state.Progress.Figures.IsEmpty) part.Write("metricStates", (int[])[.. state.Progress.Figures.States.Select(static numbers => numbers.Count)]);
                part.Write("epochLearningRate", state.Progress.LearningRate);
                part.Write("stopReason", context.StopReason);
                part.Write("steps", optimizer.StepCount);
                part.Write("optimizerEpochs", optimizer.EpochCount);
                part.Write("learningRate", optimizer.LearningRate);
                part.Write("firstLearningRate", state.FirstLearningRate);
                part.Write("groupLearningRates", optimizer.OwnLearningRates);
                part.Write("firstGroupLearningRates", state.FirstOwnLearningRates);
                part.Write("missedSteps", optimizer.MissedSteps);
                part.Write("dropout", (ulong[])[.. RandomLayers.Of(context.Model).SelectMany(static layer => layer.RandomState)]);
                WriteCallbacks(part, state.Callbacks, tensors);
            });
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteCallbacks(SettingsWriter part, IReadOnlyList<Callback> callbacks, List<KeyValuePair<string, Tensor>> tensors)
    {
        var named = callbacks.Where(static callback => callback.StateName is not null).ToList();
        part.WriteParts("callbacks", named, (callback, writer, index) =>
        {
            writer.Write("callback", callback.StateName);
            callback.SaveState(new CallbackStateWriter(writer, CheckpointTensors.Callback(index), tensors));
        });
    }
}

/// <summary>All of a training that a checkpoint holds.</summary>
internal sealed record FitState(FitContext Context, FitPlan Plan, EpochState Progress, bool IsMidEpoch, double FirstLearningRate, double[] FirstOwnLearningRates, IReadOnlyList<Callback> Callbacks)
{
    public override string ToString() => nameof(FitState);
}

/// <summary>The layers of a model that keep random streams.</summary>
internal static class RandomLayers
{
    /// <summary>Each once, in the order of the layers.</summary>
    public static IReadOnlyList<Dropout> Of(Layer model)
    {
        var found = new List<Dropout>();
        Collect(model, found, new HashSet<Layer>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Collect(Layer layer, List<Dropout> found, HashSet<Layer> seen)
    {
        if (!seen.Add(layer)) return;
        if (layer is Dropout { IsBuilt: true } dropout) found.Add(dropout);
        foreach (var child in layer.Children) Collect(child, found, seen);
    }
}
