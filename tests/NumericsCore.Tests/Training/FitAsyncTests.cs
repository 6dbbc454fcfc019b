namespace NumericsCore.Tests.Training;

public class FitAsyncTests
{
    private static readonly (Tensor X, Tensor Y) s_data = ToyData.HalfPlane(60);

    [Fact]
    public async Task It_trains_as_Fit_does_on_a_thread_of_its_own()
    {
        var (expected, actual) = (ToyData.Classifier().Compiled(), ToyData.Classifier().Compiled());
        var history = expected.Fit(s_data.X, s_data.Y, 16, 3, 0.2, sampleWeights: Tensor.Ones([60]), shuffle: true, seed: 5);
        HashSet<int> threads = [];
        bool pooled = false;
        // a scope of the caller's thread is not one of the training's
        Task<History> task;
        using (GradientMode.Disable())
        {
            task = actual.FitAsync(s_data.X, s_data.Y, 16, 3, 0.2, sampleWeights: Tensor.Ones([60]), shuffle: true, seed: 5, callbacks: [new LambdaCallback(onBatchEnd: _ =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                pooled |= Thread.CurrentThread.IsThreadPoolThread;
            })]);
        }

        var trained = await task;
        Assert.Equal(expected.WeightsSha256(), actual.WeightsSha256());
        Assert.Equal(history.Epochs.SelectMany(static epoch => epoch.Values()), trained.Epochs.SelectMany(static epoch => epoch.Values()));
        Assert.Single(threads);
        Assert.False(pooled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task When_it_is_cancelled_the_model_has_the_weights_of_the_last_whole_step(int steps)
    {
        var expected = ToyData.Classifier().Compiled();
        string? hash = null;
        int made = 0;
        expected.Fit(s_data.X, s_data.Y, 16, 3, seed: 5, callbacks: [new LambdaCallback(onBatchEnd: context =>
        {
            if (++made == steps) hash = context.Model.WeightsSha256();
        })]);

        var model = ToyData.Classifier().Compiled();
        using var source = new CancellationTokenSource();
        made = 0;
        var task = model.FitAsync(s_data.X, s_data.Y, 16, 1000, seed: 5, cancellationToken: source.Token, callbacks: [new LambdaCallback(onBatchEnd: _ =>
        {
            if (++made == steps) source.Cancel();
        })]);
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(task.IsCanceled);
        Assert.Equal(hash, model.WeightsSha256());
        Assert.Equal(steps, made);
        // and it can be trained further
        Assert.Single((await model.FitAsync(s_data.X, s_data.Y)).Epochs);
    }

    [Fact]
    public async Task One_that_is_cancelled_before_it_begins_changes_nothing()
    {
        var model = ToyData.Classifier().Compiled();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.FitAsync(s_data.X, s_data.Y, cancellationToken: new CancellationToken(canceled: true)));
        Assert.False(model.IsBuilt);
    }

    [Fact]
    public async Task An_exception_comes_to_who_awaits_it()
    {
        var model = ToyData.Classifier().Compiled();
        var thrown = new InvalidOperationException("mine");
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => model.FitAsync(s_data.X, s_data.Y, callbacks: [new LambdaCallback(onEpochEnd: (_, _) => throw thrown)])));
        // a cancellation that was not asked for is a failure
        var task = model.FitAsync(s_data.X, s_data.Y, callbacks: [new LambdaCallback(onEpochEnd: static (_, _) => throw new OperationCanceledException())]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        var wild = new Sequential(new Dense(1));
        wild.Compile(new Sgd(1e30), new MeanSquaredError());
        await Assert.ThrowsAsync<TrainingDivergedException>(() => wild.FitAsync(s_data.X, s_data.Y, 4, 20));
    }

    [Fact]
    public async Task Mistakes_are_named_at_the_call_or_by_the_task()
    {
        Assert.Throws<InvalidOperationException>(() => { _ = new Sequential(new Dense(1)).FitAsync(s_data.X, s_data.Y); });
        var model = ToyData.Classifier().Compiled();
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => { _ = model.FitAsync(s_data.X, s_data.Y[..5]); }).ParamName);
        Assert.Equal("callbacks", Assert.Throws<ArgumentException>(() => { _ = model.FitAsync(s_data.X, s_data.Y, callbacks: [null!]); }).ParamName);
        Assert.Equal("epochs", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => model.FitAsync(s_data.X, s_data.Y, epochs: 0))).ParamName);
    }

    [Fact]
    public async Task A_second_training_of_the_model_is_refused_while_it_runs()
    {
        var model = ToyData.Classifier().Compiled();
        using SemaphoreSlim begun = new(0), go = new(0);
        var task = model.FitAsync(s_data.X, s_data.Y, callbacks: [new LambdaCallback(onFitBegin: _ =>
        {
            begun.Release();
            go.Wait();
        })]);
        await begun.WaitAsync();
        Assert.Contains("is already training", (await Assert.ThrowsAsync<InvalidOperationException>(() => model.FitAsync(s_data.X, s_data.Y))).Message, StringComparison.Ordinal);
        go.Release();
        await task;
    }
}
