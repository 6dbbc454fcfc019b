namespace NumericsCore.Tests.Training;

public class CallbackTests
{
    [Fact]
    public void Callbacks_run_in_order_at_every_turning_point()
    {
        var (x, y) = ToyData.HalfPlane(10);
        var model = ToyData.Classifier().Compiled();
        List<string> log = [];
        var history = model.Fit(x, y, batchSize: 6, epochs: 2, callbacks: [Logger("a"), Logger("b")]);
        Assert.Equal(
            [
                "a begin 2 2", "b begin 2 2",
                "a epoch 1", "b epoch 1", "a batch 1.1", "b batch 1.1", "a batch 1.2", "b batch 1.2", "a result 1 of 1", "b result 1 of 1",
                "a epoch 2", "b epoch 2", "a batch 2.1", "b batch 2.1", "a batch 2.2", "b batch 2.2", "a result 2 of 2", "b result 2 of 2",
                "a end", "b end",
            ], log);
        Assert.Equal([1, 2], history.Epochs.Select(static epoch => epoch.Epoch));

        At Logger(string name) => new(
            fitBegin: context => log.Add($"{name} begin {context.Epochs} {context.Batches}"),
            epochBegin: context => log.Add($"{name} epoch {context.Epoch}"),
            batchEnd: context => log.Add($"{name} batch {context.Epoch}.{context.Batch}"),
            epochEnd: (context, result) => log.Add($"{name} result {result.Epoch} of {context.History.Epochs.Count}"),
            fitEnd: context => log.Add($"{name} end"));
    }

    [Fact]
    public void Names_are_those_of_the_loss_and_the_metrics_in_order()
    {
        var (x, y) = ToyData.HalfPlane(20);
        var model = ToyData.Classifier();
        model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.MeanAbsoluteError, Metric.Accuracy);
        var epoch = model.Fit(x, y, batchSize: 8, validationSplit: 0.5).Epochs[0];
        Assert.Equal(
            ["loss", "mean_absolute_error", "accuracy", "val_loss", "val_mean_absolute_error", "val_accuracy"], epoch.Values().Select(static pair => pair.Key));
        Assert.Equal(epoch.Training.Loss, epoch["loss"]);
        Assert.Equal(epoch.Validation!.Metrics["accuracy"], epoch["val_accuracy"]);
    }

    [Fact]
    public void Stop_ends_the_training_after_the_epoch_with_the_first_reason()
    {
        var (x, y) = ToyData.HalfPlane(10);
        var model = ToyData.Classifier().Compiled();
        FitContext? seen = null;
        int batches = 0;
        var history = model.Fit(x, y, batchSize: 5, epochs: 10, callbacks:
        [
            new At(batchEnd: context =>
            {
                batches++;
                if (context.Epoch != 3) return;
                context.Stop("enough");
                context.Stop("more than enough");
                seen = context;
            }),
        ]);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(6, batches);
        Assert.Equal("enough", seen!.StopReason);
    }

    [Fact]
    public void When_the_training_is_cut_off_each_callback_that_began_is_told_so_once()
    {
        var (x, y) = ToyData.HalfPlane(10);
        List<string> log = [];
        foreach (var (at, expected) in ((string, string)[])[("begin", "a"), ("batch", "a b c"), ("end", "c")])
        {
            log.Clear();
            var model = ToyData.Classifier().Compiled();
            Assert.Throws<InvalidOperationException>(() => model.Fit(x, y, batchSize: 5, callbacks: [new Cut(log, "a", ""), new Cut(log, "b", at), new Cut(log, "c", "")]));
            Assert.Equal(expected, string.Join(' ', log));
        }

        log.Clear();
        var both = Assert.Throws<AggregateException>(() => ToyData.Classifier().Compiled().Fit(x, y, batchSize: 5, callbacks: [new Cut(log, "a", "batch"), new Cut(log, "b", "abort"), new Cut(log, "c", "")]));
        Assert.Equal(["batch", "abort"], both.InnerExceptions.Select(static exception => exception.Message));
        Assert.Equal("a b c", string.Join(' ', log));
    }

    private sealed class Cut(List<string> log, string name, string at) : Callback
    {
        protected override void OnFitBegin(FitContext context) => ThrowAt("begin");

        protected override void OnBatchEnd(FitContext context) => ThrowAt("batch");

        protected override void OnFitEnd(FitContext context) => ThrowAt("end");

        protected override void OnFitAborted(FitContext context)
        {
            log.Add(name);
            ThrowAt("abort");
        }

        private void ThrowAt(string here)
        {
            if (at == here) throw new InvalidOperationException(here);
        }
    }

    [Fact]
    public void A_metric_s_epoch_value_is_the_mean_over_its_samples()
    {
        var x = NumericsCore.Tensor.Range(1, 5).Reshape(5, 1);
        var model = new Sequential(new Dense(1, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(0), new MeanSquaredError(), Metric.MeanAbsoluteError);
        // means 1.5, 3.5 and 5 of 2, 2 and 1 samples
        Assert.Equal(3, model.Fit(x, x, batchSize: 2, shuffle: false).Epochs[0]["mean_absolute_error"], 1e-12);
    }
}
