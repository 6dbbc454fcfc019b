using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Names in files for classes of one's own, so that models that hold them can be saved and loaded. A file names a kind, and what is
/// registered under that name is made; it can choose nothing else. Registering is done once, at a program's start, by the program that saves
/// and by the one that loads; several threads may do it at once.
/// </summary>
public static class ModelRegistry
{
    /// <summary>Registers a layer, or a model, with settings.</summary>
    /// <typeparam name="TLayer">The class itself; one derived from it is another.</typeparam>
    /// <param name="kind">Its name in files, such as "residual"; no dots.</param>
    /// <param name="save">Writes the layer's settings; parameters are saved without that.</param>
    /// <param name="load">Makes the layer from them, in the same way as it was made at first.</param>
    /// <exception cref="ArgumentException">The name is the library's, or another class's; or no name.</exception>
    public static void RegisterLayer<TLayer>(string kind, Action<TLayer, SettingsWriter> save, Func<SettingsReader, TLayer> load) where TLayer : Layer =>
        Register(BuiltInKinds.Layers, kind, save, load);

    /// <summary>Registers a layer, or a model, without settings.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterLayer<TLayer>(string kind) where TLayer : Layer, new() => RegisterLayer(kind, static (_, _) => { }, static _ => new TLayer());

    /// <summary>Registers the formula of an activation that <see cref="Activation.From{TOperation}(TOperation)"/> makes, with its values.</summary>
    /// <typeparam name="TOperation">The formula.</typeparam>
    /// <param name="kind">Its name in files, such as "my_gelu"; no dots.</param>
    /// <param name="save">Writes the formula's values.</param>
    /// <param name="load">Makes the formula from them.</param>
    /// <exception cref="ArgumentException">The name is the library's, or another formula's; or no name; or the formula is that of an activation of the library's.</exception>
    public static void RegisterActivation<TOperation>(string kind, Action<TOperation, SettingsWriter> save, Func<SettingsReader, TOperation> load) where TOperation : struct, IUnaryOperation
    {
        RequireGiven(kind, save, load);
        BuiltInKinds.Activations.Register(
            new(kind, static x => x.Operation is TOperation, (x, settings) => save((TOperation)x.Operation!, settings), settings => Activation.From(load(settings))), typeof(TOperation));
    }

    /// <summary>Registers the formula of an activation that has no values.</summary>
    /// <exception cref="ArgumentException">The name is the library's, or another formula's; or no name; or the formula holds values.</exception>
    /// <inheritdoc cref="RegisterActivation{TOperation}(string, Action{TOperation, SettingsWriter}, Func{SettingsReader, TOperation})"/>
    public static void RegisterActivation<TOperation>(string kind) where TOperation : struct, IUnaryOperation
    {
        FormulaName.RequireNoValues<TOperation>(nameof(kind));
        RegisterActivation<TOperation>(kind, static (_, _) => { }, static _ => default);
    }

    /// <summary>Registers an initializer.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterInitializer<TInitializer>(string kind, Action<TInitializer, SettingsWriter> save, Func<SettingsReader, TInitializer> load) where TInitializer : Initializer =>
        Register(BuiltInKinds.Initializers, kind, save, load);

    /// <summary>Registers a metric.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterMetric<TMetric>(string kind, Action<TMetric, SettingsWriter> save, Func<SettingsReader, TMetric> load) where TMetric : Metric =>
        Register(BuiltInKinds.Metrics, kind, save, load);

    /// <summary>Registers a loss.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterLoss<TLoss>(string kind, Action<TLoss, SettingsWriter> save, Func<SettingsReader, TLoss> load) where TLoss : Loss =>
        Register(BuiltInKinds.Losses, kind, save, load);

    /// <summary>Registers the formula of a loss that <see cref="Loss.From{TFormula}(TFormula, Reduction, IReadOnlyList{double}?)"/> makes, with its values. Reduction and class weights are saved without that.</summary>
    /// <typeparam name="TFormula">The formula.</typeparam>
    /// <param name="kind">Its name in files, such as "pinball"; no dots.</param>
    /// <param name="save">Writes the formula's values.</param>
    /// <param name="load">Makes the formula from them.</param>
    /// <exception cref="ArgumentException">The name is the library's, or another loss's; or no name.</exception>
    public static void RegisterLossFormula<TFormula>(string kind, Action<TFormula, SettingsWriter> save, Func<SettingsReader, TFormula> load) where TFormula : struct, ILossFormula
    {
        RequireGiven(kind, save, load);
        BuiltInKinds.Losses.Register(new(kind, static loss => loss.LossFormula is TFormula, Save, Load), typeof(TFormula));

        void Save(Loss loss, SettingsWriter settings)
        {
            save((TFormula)loss.LossFormula!, settings);
            settings.Write("reduction", loss.Reduction);
            settings.Write("classWeights", loss.ClassWeights);
        }

        Loss Load(SettingsReader settings) => Loss.From(load(settings), settings.ReadEnum<Reduction>("reduction"), settings.ReadDoublesOrNull("classWeights"));
    }

    /// <summary>Registers the formula of a loss that has no values.</summary>
    /// <exception cref="ArgumentException">The name is the library's, or another loss's; or no name; or the formula holds values.</exception>
    /// <inheritdoc cref="RegisterLossFormula{TFormula}(string, Action{TFormula, SettingsWriter}, Func{SettingsReader, TFormula})"/>
    public static void RegisterLossFormula<TFormula>(string kind) where TFormula : struct, ILossFormula
    {
        FormulaName.RequireNoValues<TFormula>(nameof(kind));
        RegisterLossFormula<TFormula>(kind, static (_, _) => { }, static _ => default);
    }

    /// <summary>Registers an optimizer.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterOptimizer<TOptimizer>(string kind, Action<TOptimizer, SettingsWriter> save, Func<SettingsReader, TOptimizer> load) where TOptimizer : Optimizer =>
        Register(OptimizerKinds.Table, kind, save, load);

    /// <summary>Registers a learning-rate schedule.</summary>
    /// <inheritdoc cref="RegisterLayer{TLayer}(string, Action{TLayer, SettingsWriter}, Func{SettingsReader, TLayer})"/>
    public static void RegisterSchedule<TSchedule>(string kind, Action<TSchedule, SettingsWriter> save, Func<SettingsReader, TSchedule> load) where TSchedule : LearningRateSchedule =>
        Register(ScheduleKinds.Table, kind, save, load);

    private static void Register<TBase, TClass>(KindTable<TBase> table, string kind, Action<TClass, SettingsWriter> save, Func<SettingsReader, TClass> load) where TBase : class where TClass : class, TBase
    {
        RequireGiven(kind, save, load);
        table.Register(Kind<TBase>.Of(kind, save, load), typeof(TClass));
    }

    private static void RequireGiven(string kind, object save, object load)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(save);
        ArgumentNullException.ThrowIfNull(load);
    }
}
