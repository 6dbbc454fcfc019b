using NumericsCore.Tests.Serialization;

namespace NumericsCore.Tests.Training;

/// <summary>What does not fit a checkpoint is named before anything changes.</summary>
public sealed class CheckpointErrorTests : IDisposable
{
    private static readonly (Tensor X, Tensor Y) s_data = ToyData.HalfPlane(20);

    private readonly ScratchFile _file = new();

    public CheckpointErrorTests() => Model().Fit(s_data.X, s_data.Y, 8, 3, 0.2, callbacks: [new Checkpoint(_file.Path), new EarlyStopping(restoreBestWeights: true)], seed: 1);

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Another_training_is_named()
    {
        Refuses("batch size: 8 in the checkpoint, 4 here", batchSize: 4);
        Refuses("seed: 1 in the checkpoint, 2 here", seed: 2);
        Refuses("it has finished epoch 3, and epochs is 2", epochs: 2);
        Refuses("rows to train on: 16 in the checkpoint, 18 here", validation: 0.1);
        Refuses("shuffle: True in the checkpoint, False here", shuffle: false);
        Refuses("sample weights: not given in the checkpoint, given here", weights: Tensor.Ones([20]));
        Refuses("the callbacks with a state were 'early_stopping', and here they are none", callbacks: []);
        Refuses("monitors 'val_loss', this one 'loss'", callbacks: [new EarlyStopping("loss", restoreBestWeights: true)]);
        Refuses("restores the best weights, this one does not", callbacks: [new EarlyStopping()]);
        Refuses("the learning rate was 0.01 at its beginning and is 0.02 here", model: Model(new Adam(0.02)));
        Refuses("'compiled.optimizer.kind' is '\"adam\"' in the checkpoint and '\"sgd\"' here", model: Model(new Sgd(0.01)));
        Refuses("'compiled.optimizer.beta1' is '0.9' in the checkpoint and '0.8' here", model: Model(new Adam(0.01, beta1: 0.8)));
        var other = new Sequential(new Dense(16, Activation.Relu), new Dropout(0.2), new Dense(9, Activation.Tanh), new Dropout(0.2), new Dense(1, Activation.Sigmoid)).Compiled();
        Refuses("'model.layers[2].units' is '8' in the checkpoint and '9' here", model: other);
        Refuses("'model.layers' has 5 in the checkpoint and 1 here", model: new Sequential(new Dense(1, Activation.Sigmoid)).Compiled());
        var three = Tensor.Ones([20, 3]);
        var error = Assert.Throws<ModelFileException>(() => Model().Fit(three, s_data.Y, 8, 4, 0.2, callbacks: [new EarlyStopping(restoreBestWeights: true)], resumeFrom: _file.Path));
        Assert.Contains("'inputShape[0]' is '2' in the checkpoint and '3' here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_or_a_broken_one_is_named()
    {
        string path = _file["b.safetensors"];
        Refuses("there is no such file", file: path);
        var saved = Model();
        saved.Build([2]);
        saved.Save(path);
        Refuses("it is no checkpoint", file: path);
        using (var file = SafetensorsFile.Open(_file.Path))
        {
            var tensors = file.Tensors.ToDictionary(static tensor => tensor.Name, tensor => file.Read(tensor.Name));
            string state = file.Metadata[CheckpointFile.Key];
            foreach (string name in tensors.Keys)
                Written(tensors.Where(pair => pair.Key != name), state, name);
            Written(tensors, state.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), "it is of version 2");
            Written(tensors, state.Replace("\"batch\":", "\"bunch\":", StringComparison.Ordinal), "batch is missing");
            Written(tensors, state.Replace("\"rows\":16", "\"rows\":16,\"more\":1", StringComparison.Ordinal), "there is no setting 'more'");
            Written(tensors, state.Replace("\"steps\":6", "\"steps\":-6", StringComparison.Ordinal), "contradict each other");
            Written(tensors, state.Replace("\"bestEpoch\":", "\"bestEpoch\":9", StringComparison.Ordinal), "contradict each other");
            Written(tensors, state[..^1], "is broken");

            void Written(IEnumerable<KeyValuePair<string, Tensor>> kept, string text, string problem)
            {
                SafetensorsFile.Write(path, kept.ToDictionary(), file.Metadata.ToDictionary(static pair => pair.Key, pair => pair.Key == CheckpointFile.Key ? text : pair.Value));
                Refuses(problem, file: path);
            }
        }
    }

    [Fact]
    public void States_of_metrics_that_no_steps_can_have_made_are_named()
    {
        Metric[] metrics = [Metric.Accuracy, Metric.AreaUnderCurve, Metric.Precision(), Metric.R2Score, Metric.TopKAccuracy(2)];
        var stop = new At(batchEnd: static context =>
        {
            if (context.Batch == 2) throw new OperationCanceledException();
        });
        Assert.Throws<OperationCanceledException>(() => Fit(null, [new Checkpoint(_file.Path, 1, CheckpointUnit.Step), stop]));
        Assert.Equal(metrics.Length, Fit(_file.Path, []).Epochs[0].Training.Metrics.Count);

        string path = _file["b.safetensors"];
        using var file = SafetensorsFile.Open(_file.Path);
        var tensors = file.Tensors.ToDictionary(static tensor => tensor.Name, tensor => file.Read(tensor.Name));
        string text = file.Metadata[CheckpointFile.Key], counts = "\"metricStates\":[0,21,10,19,2]";
        Assert.Contains(counts, text, StringComparison.Ordinal);
        Written(tensors, text.Replace(counts + ",", "", StringComparison.Ordinal), "states of other metrics");
        Written(tensors, text.Replace(counts, "\"metricStates\":[21,0,10,19,2]", StringComparison.Ordinal), "states of other metrics");
        Written(tensors, text.Replace(counts, "\"metricStates\":[0,21,10,19,-2]", StringComparison.Ordinal), "states of other metrics");
        Written(tensors, text.Replace(counts, "\"metricStates\":[0,21,10,19]", StringComparison.Ordinal), "states of other metrics");
        Written(tensors, text.Replace(counts, "\"metricStates\":[0,21,10,19,3]", StringComparison.Ordinal), "expected F64 [3]");
        for (int i = 1; i < metrics.Length; i++)
        {
            string name = CheckpointTensors.Metric(i), changed = string.Join(',', ((int[])[0, 21, 10, 19, 2]).Select((count, k) => k == i ? count + 1 : count));
            var longer = tensors.ToDictionary(static pair => pair.Key, pair => pair.Key == name ? Tensor.Concatenate([pair.Value, pair.Value[..1]]) : pair.Value);
            Written(longer, text.Replace(counts, $"\"metricStates\":[{changed}]", StringComparison.Ordinal), $"state of the metric '{metrics[i].Name}'");
        }

        // a number of outputs, and a class
        foreach (int place in (int[])[0, 4])
        {
            double[] values = tensors[CheckpointTensors.Metric(1)].ToArray<double>();
            values[place] = 7;
            Written(tensors.ToDictionary(static pair => pair.Key, pair => pair.Key == CheckpointTensors.Metric(1) ? Tensor.From(values) : pair.Value), text, "state of the metric 'auc'");
        }

        void Written(Dictionary<string, Tensor> kept, string state, string problem)
        {
            SafetensorsFile.Write(path, kept, file.Metadata.ToDictionary(static pair => pair.Key, pair => pair.Key == CheckpointFile.Key ? state : pair.Value));
            Assert.Contains(problem, Assert.Throws<ModelFileException>(() => Fit(path, [])).Message, StringComparison.Ordinal);
        }

        History Fit(string? resumeFrom, Callback[] callbacks)
        {
            var x = Support.Make.Random([20, 2], elementType: ElementType.Float32);
            var oneHot = x.ArgMax(1, keepDims: true).EqualTo(Tensor.Range(0, 3));
            var model = new Sequential(new Dense(3, Activation.Softmax));
            model.Compile(new Adam(), new CategoricalCrossEntropy(), metrics);
            return model.Fit(x, oneHot, 4, 2, seed: 1, callbacks: callbacks, resumeFrom: resumeFrom);
        }
    }

    [Fact]
    public void The_settings_of_a_checkpoint_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new Checkpoint(""));
        Assert.Equal("every", Assert.Throws<ArgumentOutOfRangeException>(() => new Checkpoint("a", 0)).ParamName);
        Assert.Equal("unit", Assert.Throws<ArgumentOutOfRangeException>(() => new Checkpoint("a", 1, (CheckpointUnit)7)).ParamName);
        Assert.Throws<ArgumentException>(() => Model().Fit(s_data.X, s_data.Y, resumeFrom: ""));
    }

    private static Sequential Model(Optimizer? optimizer = null)
    {
        var model = ToyData.Classifier();
        model.Compile(optimizer ?? new Adam(0.01), new BinaryCrossEntropy(), Metric.Accuracy);
        return model;
    }

    /// <summary>Asserts that a training does not go on, and that the model, its optimizer and the seed are as before.</summary>
    private void Refuses(
        string problem, Sequential? model = null, int batchSize = 8, int epochs = 4, double validation = 0.2, ulong? seed = null, bool shuffle = true, Tensor? weights = null,
        IReadOnlyList<Callback>? callbacks = null, string? file = null)
    {
        model ??= Model();
        model.Build([2], seed: 9);
        string before = model.WeightsSha256();
        var error = Assert.Throws<ModelFileException>(() => model.Fit(
            s_data.X, s_data.Y, batchSize, epochs, validation, sampleWeights: weights, callbacks: callbacks ?? [new EarlyStopping(restoreBestWeights: true)], shuffle: shuffle, seed: seed, resumeFrom: file ?? _file.Path));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(file ?? _file.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.WeightsSha256());
    }
}
