namespace NumericsCore.Tests.Training;

public class LambdaCallbackTests
{
    [Fact]
    public void Each_function_is_called_where_its_hook_is()
    {
        var (x, y) = ToyData.HalfPlane(10);
        List<string> log = [];
        ToyData.Classifier().Compiled().Fit(x, y, batchSize: 6, epochs: 2, callbacks: [Logger()]);
        Assert.Equal(["begin", "epoch 1", "batch 1.1", "batch 1.2", "result 1", "epoch 2", "batch 2.1", "batch 2.2", "result 2", "end"], log);

        log.Clear();
        var cut = new LambdaCallback(onBatchEnd: static _ => throw new InvalidOperationException("cut"));
        Assert.Throws<InvalidOperationException>(() => ToyData.Classifier().Compiled().Fit(x, y, batchSize: 6, callbacks: [Logger(), cut]));
        Assert.Equal(["begin", "epoch 1", "batch 1.1", "aborted"], log);

        LambdaCallback Logger() => new(
            onFitBegin: _ => log.Add("begin"),
            onEpochBegin: context => log.Add($"epoch {context.Epoch}"),
            onBatchEnd: context => log.Add($"batch {context.Epoch}.{context.Batch}"),
            onEpochEnd: (_, result) => log.Add($"result {result.Epoch}"),
            onFitEnd: _ => log.Add("end"),
            onFitAborted: _ => log.Add("aborted"));
    }

    [Fact]
    public void One_of_no_functions_changes_nothing()
    {
        var (x, y) = ToyData.HalfPlane(20);
        Assert.Equal(Hash(), Hash(new LambdaCallback()));

        string Hash(params Callback[] callbacks)
        {
            var model = ToyData.Classifier().Compiled();
            model.Fit(x, y, epochs: 2, seed: 1, callbacks: callbacks);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Progress_is_told_of_each_epoch_after_the_callbacks()
    {
        var (x, y) = ToyData.HalfPlane(20);
        List<object> log = [];
        var progress = new Reports(log);
        var history = ToyData.Classifier().Compiled().Fit(x, y, epochs: 3, validationSplit: 0.5, callbacks: [new LambdaCallback(onEpochEnd: (_, result) => log.Add(result))], progress: progress);
        Assert.Equal(6, log.Count);
        for (int i = 0; i < 3; i++)
        {
            var report = Assert.IsType<EpochProgress>(log[2 * i + 1]);
            Assert.Same(log[2 * i], report.Result);
            Assert.Equal((3, history.Epochs[i]), (report.Epochs, report.Result));
            Assert.True(report.Elapsed > TimeSpan.Zero);
        }

        var sample = new EpochProgress(12, new EpochResult(3, new EvaluationResult(0.12345, new Dictionary<string, double> { ["auc"] = 1 }), new EvaluationResult(1e-7, new Dictionary<string, double> { ["auc"] = double.NaN })), TimeSpan.FromSeconds(2));
        Assert.Equal("epoch 3/12: loss 0.1235, auc 1, val_loss 1E-07, val_auc NaN", sample.ToString());
    }

    private sealed class Reports(List<object> log) : IProgress<EpochProgress>
    {
        public void Report(EpochProgress value) => log.Add(value);
    }
}
