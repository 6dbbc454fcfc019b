using System.Globalization;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training;

namespace NumericsCore.Tests.Optimizers.Schedules;

/// <summary>Schedules in trainings: recorded, replayed, saved and gone on with.</summary>
public class ScheduleTrainingTests
{
    private const int Batches = 5;
    private const int Epochs = 4;

    public static TheoryData<string> Names => [.. ScheduleExamples.All.Keys];

    /// <summary>A step has the rate of its n, recorded or not: as where the rate is set by hand.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Replayed_steps_take_the_rate_of_their_n(string name)
    {
        var schedule = ScheduleExamples.All[name]();
        string scheduled = Train(new Adam(0.05, weightDecay: 0.1) { Schedule = schedule }, replayable: true);
        Assert.Equal(scheduled, Train(new Adam(0.05, weightDecay: 0.1) { Schedule = schedule }, replayable: false));
        var adam = new Adam(0.05, weightDecay: 0.1);
        int steps = 0;
        Assert.Equal(scheduled, Train(adam, replayable: true, epochBegin: SetRate, batchEnd: context =>
        {
            steps++;
            if (context.Batch < Batches) SetRate(context);
        }));
        Assert.NotEqual(scheduled, Train(new Adam(0.05, weightDecay: 0.1), replayable: true));

        void SetRate(FitContext context) => adam.LearningRate = schedule.At(0.05, schedule.Unit == ScheduleUnit.Step ? steps : context.Epoch - 1);
    }

    [GpuFact]
    public void Every_device_has_the_same_rates()
    {
        foreach (var device in Gpus.All)
            foreach (var schedule in ScheduleExamples.All.Values)
                Assert.Equal(Train(new Adam(0.05) { Schedule = schedule() }, replayable: true), Train(new Adam(0.05) { Schedule = schedule() }, replayable: true, device: device));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_goes_on_from_a_checkpoint_with_the_same_rates(string name)
    {
        Optimizer Make() => new Sgd(0.1, momentum: 0.9) { Schedule = ScheduleExamples.All[name]() };
        string expected = Train(Make(), replayable: true);
        foreach (int stop in (int[])[3, 5, 11])
        {
            using var file = new ScratchFile();
            int steps = 0;
            Assert.Throws<OperationCanceledException>(() => Train(Make(), replayable: true, batchEnd: _ =>
            {
                if (++steps == stop) throw new OperationCanceledException();
            }, checkpoint: file.Path));
            Assert.Equal(expected, Train(Make(), replayable: true, resumeFrom: file.Path));
            var error = Assert.Throws<ModelFileException>(() => Train(new Sgd(0.1, momentum: 0.9), replayable: true, resumeFrom: file.Path));
            Assert.Contains("'compiled.optimizer.learningRateSchedule' is", error.Message);
        }
    }

    public static TheoryData<string> MomentumSchedules => ["one cycle", "one cycle, three phases", "warm-up, then one cycle by epochs"];

    /// <summary>A momentum by schedule in recorded and replayed steps, in a saved model and after a checkpoint.</summary>
    [Theory]
    [MemberData(nameof(MomentumSchedules))]
    public void A_training_has_the_momentum_of_each_step_however_it_runs(string name)
    {
        OneCycle Cycle(bool cycled, ScheduleUnit unit = ScheduleUnit.Step) => unit == ScheduleUnit.Epoch
            ? new(3, 0.5, unit: unit, cycleMomentum: cycled, minMomentum: 0.5)
            : new(14, 0.4, threePhases: name.EndsWith("phases", StringComparison.Ordinal), cycleMomentum: cycled, minMomentum: 0.5, maxMomentum: 0.9);
        LearningRateSchedule Schedule(bool cycled) => name.StartsWith("warm-up", StringComparison.Ordinal) ? new LinearWarmUp(1, Cycle(cycled, ScheduleUnit.Epoch)) : Cycle(cycled);
        foreach (var make in (Func<LearningRateSchedule, Optimizer>[])[
            static schedule => new Sgd(0.1, momentum: 0.7, nesterov: true) { Schedule = schedule }, static schedule => new Adam(0.05, beta1: 0.7) { Schedule = schedule },
            static schedule => new RmsProp(0.05, momentum: 0.7) { Schedule = schedule }, static schedule => new RAdam(0.05, beta1: 0.7) { Schedule = schedule },
            static schedule => new Adamax(0.05, beta1: 0.7) { Schedule = schedule }, static schedule => new Lion(0.05, beta1: 0.7) { Schedule = schedule }])
        {
            string expected = Train(make(Schedule(true)), replayable: true);
            Assert.Equal(expected, Train(make(Schedule(true)), replayable: false));
            Assert.NotEqual(expected, Train(make(Schedule(false)), replayable: true));
        }

        Optimizer Sgd(bool cycled) => new Sgd(0.1, momentum: 0.9) { Schedule = Schedule(cycled) };
        using var file = new ScratchFile();
        int steps = 0;
        Assert.Throws<OperationCanceledException>(() => Train(Sgd(true), replayable: true, batchEnd: _ =>
        {
            if (++steps == 7) throw new OperationCanceledException();
        }, checkpoint: file.Path));
        Assert.Equal(Train(Sgd(true), replayable: true), Train(Sgd(true), replayable: true, resumeFrom: file.Path));
        Assert.Contains("'compiled.optimizer.learningRateSchedule", Assert.Throws<ModelFileException>(() => Train(Sgd(false), replayable: true, resumeFrom: file.Path)).Message);

        var model = new Sequential(new Dense(2));
        model.Build([3], seed: 1);
        model.Compile(Sgd(true), new MeanSquaredError());
        model.Save(file.Path);
        var loaded = Model.Load(file.Path).Compilation!.Optimizer;
        for (int n = 0; n < 20; n++) Assert.Equal(Schedule(true).MomentumAt(n), loaded.Schedule!.MomentumAt(n));
    }

    [Fact]
    public void Groups_have_their_own_rates_in_it()
    {
        Parameter a = Make.Parameter(1), b = Make.Parameter(1);
        var sgd = new Sgd(1) { Schedule = new ExponentialDecay(0.5) };
        sgd.AddGroup([a]);
        sgd.AddGroup([b], learningRate: 0.25);
        for (int n = 0; n < 3; n++)
        {
            Assert.Equal(Math.ScaleB(1, -n), sgd.CurrentLearningRate);
            Assert.Equal(Math.ScaleB(0.25, -n), sgd.Groups[1].CurrentLearningRate);
            sgd.ClearGradients();
            (a + b).Sum().Backward();
            sgd.Step();
        }

        Assert.Equal(1 - 1.75, a.ToScalar());
        Assert.Equal(1 - 0.25 * 1.75, b.ToScalar());
        Assert.Equal(1, sgd.LearningRate);
    }

    /// <summary>As the learning_rate of Keras's history.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_history_has_the_rate_of_each_epoch(string name)
    {
        var schedule = ScheduleExamples.All[name]();
        var (x, y) = ToyData.HalfPlane(70);
        var model = new Sequential(new Dense(1, Activation.Sigmoid));
        model.Compile(new Sgd(0.1) { Schedule = schedule }, new BinaryCrossEntropy());
        var history = model.Fit(x, y, batchSize: 16, epochs: Epochs);
        Assert.Equal(
            Enumerable.Range(1, Epochs).Select(epoch => schedule.At(0.1, schedule.Unit == ScheduleUnit.Step ? epoch * Batches - 1 : epoch - 1)),
            history.Epochs.Select(static epoch => epoch.LearningRate));
        Assert.Equal((Epochs, Epochs * Batches), (model.Compilation!.Optimizer.EpochCount, model.Compilation.Optimizer.StepCount));
    }

    [Fact]
    public void One_of_a_users_own_goes_into_files_once_it_has_a_name()
    {
        var model = new Sequential(new Dense(2));
        model.Build([3], seed: 1);
        model.Compile(new Sgd(0.5) { Schedule = new LinearWarmUp(2, new Reciprocal(3)) }, new MeanSquaredError());
        using var file = new ScratchFile();
        Assert.StartsWith("The schedule Reciprocal has no name in files.", Assert.Throws<NotSupportedException>(() => model.Save(file.Path)).Message);
        ModelRegistry.RegisterSchedule<Reciprocal>("reciprocal", static (schedule, settings) => settings.Write("pace", schedule.Pace), static settings => new(settings.ReadInt32("pace")));
        model.Save(file.Path);
        var loaded = Model.Load(file.Path).Compilation!.Optimizer;
        for (int n = 0; n < 10; n++) Assert.Equal(model.Compilation!.Optimizer.Schedule!.At(0.5, n), loaded.Schedule!.At(0.5, n));
        Assert.Equal(0.5 / 3, loaded.Schedule!.At(0.5, 8));
    }

    [Fact]
    public void A_loop_by_hand_counts_its_epochs()
    {
        var a = Make.Parameter(0);
        var sgd = new Sgd(1) { Schedule = new StepDecay(2, 0.5, ScheduleUnit.Epoch) };
        sgd.AddGroup([a]);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            for (int step = 0; step < 3; step++)
            {
                Assert.Equal(epoch < 2 ? 1 : 0.5, sgd.CurrentLearningRate);
                sgd.Step();
            }

            sgd.EndEpoch();
        }

        Assert.Equal((12, 4), (sgd.StepCount, sgd.EpochCount));
    }

    [Fact]
    public void A_trace_shows_the_rate_of_each_step()
    {
        var trace = new Sgd(1) { Schedule = new ExponentialDecay(0.5) }.Trace(Tensor.From([0.0]), [Tensor.From([1.0]), Tensor.From([1.0]), Tensor.From([1.0])]);
        Assert.Equal([1, 0.5, 0.25], trace.Steps.Select(static step => step["alpha_n"][0]));
        Assert.Equal([-1, -1.5, -1.75], trace.Steps.Select(static step => step["theta"][0]));
        Assert.Equal("α ← α·γ^(n/N)", trace.Formula.Lines[1].Text);
    }

    [Fact]
    public void A_replayed_step_with_a_schedule_allocates_nothing()
    {
        var device = Device.CreateCpu(2);
        var features = Make.Random([64, 8], elementType: ElementType.Float32, device: device);
        foreach (var schedule in ScheduleExamples.All.Values)
        {
            var model = new Sequential(new Dense(16, Activation.Relu), new Dense(1));
            model.Build([8], seed: 3, device: device);
            var optimizer = new NAdam { Schedule = schedule() };
            optimizer.AddGroup(model.Parameters);
            var data = new TrainingData(features, features[.., ..1], Tensor.Ones([64], device: device));
            data.Order.Set([.. Enumerable.Range(0, 64)]);
            using var step = new TrainingStep(model, optimizer, new MeanSquaredError(), [], data, 32);
            for (int i = 0; i < 3; i++) step.Run(0);
            Assert.True(step.IsReplaying);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) step.Run(i % 2 * 32);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
        }
    }

    [Fact]
    public void A_replayed_step_with_a_schedule_of_the_momentum_allocates_nothing()
    {
        var device = Device.CreateCpu(2);
        var features = Make.Random([64, 8], elementType: ElementType.Float32, device: device);
        var model = new Sequential(new Dense(1));
        model.Build([8], seed: 3, device: device);
        var optimizer = new Adam { Schedule = new LinearWarmUp(2, new OneCycle(40, cycleMomentum: true)) };
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(features, features[.., ..1], Tensor.Ones([64], device: device));
        data.Order.Set([.. Enumerable.Range(0, 64)]);
        using var step = new TrainingStep(model, optimizer, new MeanSquaredError(), [], data, 32);
        for (int i = 0; i < 3; i++) step.Run(0);
        Assert.True(step.IsReplaying);
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) step.Run(i % 2 * 32);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static string Train(Optimizer optimizer, bool replayable, Action<FitContext>? epochBegin = null, Action<FitContext>? batchEnd = null, string? checkpoint = null, string? resumeFrom = null, Device? device = null)
    {
        var (x, y) = ToyData.HalfPlane(70, device);
        Layer[] layers = [new Dense(4, Activation.Tanh), .. replayable ? (Layer[])[] : [new Passing()], new Dense(1, Activation.Sigmoid)];
        var model = new Sequential(layers);
        model.Compile(optimizer, new BinaryCrossEntropy());
        Callback[] callbacks = [.. checkpoint is null ? (Callback[])[] : [new Checkpoint(checkpoint, 1, CheckpointUnit.Step)], new At(epochBegin: epochBegin, batchEnd: batchEnd)];
        var history = model.Fit(x, y, batchSize: 16, epochs: Epochs, seed: 1, callbacks: callbacks, resumeFrom: resumeFrom);
        return string.Join(' ', [model.WeightsSha256(), .. history.Epochs.Select(static epoch => epoch.LearningRate.ToString("R", CultureInfo.InvariantCulture))]);
    }

    /// <summary>α/(1 + n/pace), where n/pace is a whole number.</summary>
    private sealed class Reciprocal(int pace) : LearningRateSchedule(ScheduleUnit.Step)
    {
        public int Pace => pace;

        protected override double Rate(double learningRate, long n) => learningRate / (1 + n / pace);
    }

    private sealed class Passing : Layer
    {
        public override bool IsReplayable => false;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
