namespace NumericsCore;

/// <summary>The optimizers in files: their settings, all of them said, so that defaults may change. Their groups stand in the model's document.</summary>
internal static class OptimizerKinds
{
    public static KindTable<Optimizer> Table { get; } = new("optimizer", "ModelRegistry.RegisterOptimizer",
        Kind<Optimizer>.Of<Sgd>("sgd", SaveSgd, LoadSgd),
        Kind<Optimizer>.Of<Adam>("adam", SaveAdam, LoadAdam),
        Kind<Optimizer>.Of<Adagrad>("adagrad", SaveAdagrad, LoadAdagrad),
        Kind<Optimizer>.Of<Adadelta>("adadelta", SaveAdadelta, LoadAdadelta),
        Kind<Optimizer>.Of<RmsProp>("rmsprop", SaveRmsProp, LoadRmsProp),
        Kind<Optimizer>.Of<AdamW>("adamw", SaveAdam, LoadAdamW),
        Kind<Optimizer>.Of<NAdam>("nadam", SaveNAdam, LoadNAdam),
        Kind<Optimizer>.Of<RAdam>("radam", SaveRAdam, LoadRAdam),
        Kind<Optimizer>.Of<Lion>("lion", SaveLion, LoadLion),
        Kind<Optimizer>.Of<Adamax>("adamax", SaveAdamax, LoadAdamax));

    private static void SaveSgd(Sgd optimizer, SettingsWriter settings)
    {
        SaveCommon(optimizer, settings);
        settings.Write("momentum", optimizer.Momentum);
        settings.Write("dampening", optimizer.Dampening);
        settings.Write("nesterov", optimizer.Nesterov);
        settings.Write("convention", Arithmetic(optimizer.IsKeras));
    }

    private static Sgd LoadSgd(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Sgd(common.LearningRate, settings.ReadDouble("momentum"), settings.ReadDouble("dampening"), settings.ReadBoolean("nesterov"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveAdam(Adam optimizer, SettingsWriter settings)
    {
        SaveCommon(optimizer, settings);
        settings.Write("beta1", optimizer.Beta1);
        settings.Write("beta2", optimizer.Beta2);
        settings.Write("epsilon", optimizer.Epsilon);
        settings.Write("biasCorrection", optimizer.BiasCorrection);
        settings.Write("amsGrad", optimizer.AmsGrad);
        settings.Write("convention", Arithmetic(optimizer.IsKeras));
    }

    private static Adam LoadAdam(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Adam(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), settings.ReadDouble("epsilon"), settings.ReadBoolean("biasCorrection"), settings.ReadBoolean("amsGrad"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static AdamW LoadAdamW(SettingsReader settings)
    {
        var common = new Common(settings);
        // what AdamW is; a file that says otherwise was not written by it
        if (!common.Decoupled) throw settings.Broken("decoupled is false; expected true, for the weight decay of adamw is decoupled");
        return new AdamW(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), settings.ReadDouble("epsilon"), settings.ReadBoolean("biasCorrection"), settings.ReadBoolean("amsGrad"), common.WeightDecay, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveNAdam(NAdam optimizer, SettingsWriter settings)
    {
        SaveMoments(optimizer, settings, optimizer.Beta1, optimizer.Beta2, Arithmetic(optimizer.IsKeras));
        settings.Write("epsilon", optimizer.Epsilon);
        settings.Write("momentumDecay", optimizer.MomentumDecay);
    }

    private static NAdam LoadNAdam(SettingsReader settings)
    {
        var common = new Common(settings);
        return new NAdam(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), settings.ReadDouble("epsilon"), settings.ReadDouble("momentumDecay"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveRAdam(RAdam optimizer, SettingsWriter settings)
    {
        SaveMoments(optimizer, settings, optimizer.Beta1, optimizer.Beta2, optimizer.IsPaper ? Convention.Paper : Convention.PyTorch);
        settings.Write("epsilon", optimizer.Epsilon);
    }

    private static RAdam LoadRAdam(SettingsReader settings)
    {
        var common = new Common(settings);
        return new RAdam(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), settings.ReadDouble("epsilon"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveLion(Lion optimizer, SettingsWriter settings) =>
        SaveMoments(optimizer, settings, optimizer.Beta1, optimizer.Beta2, null);

    private static Lion LoadLion(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Lion(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), common.WeightDecay, common.Decoupled)
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveAdamax(Adamax optimizer, SettingsWriter settings)
    {
        SaveMoments(optimizer, settings, optimizer.Beta1, optimizer.Beta2, Arithmetic(optimizer.IsKeras));
        settings.Write("epsilon", optimizer.Epsilon);
    }

    private static Adamax LoadAdamax(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Adamax(common.LearningRate, settings.ReadDouble("beta1"), settings.ReadDouble("beta2"), settings.ReadDouble("epsilon"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveMoments(Optimizer optimizer, SettingsWriter settings, double beta1, double beta2, Convention? convention)
    {
        SaveCommon(optimizer, settings);
        settings.Write("beta1", beta1);
        settings.Write("beta2", beta2);
        if (convention is { } known) settings.Write("convention", known);
    }

    private static void SaveAdagrad(Adagrad optimizer, SettingsWriter settings)
    {
        SaveCommon(optimizer, settings);
        settings.Write("learningRateDecay", optimizer.LearningRateDecay);
        settings.Write("initialAccumulator", optimizer.InitialAccumulatorValue);
        settings.Write("epsilon", optimizer.Epsilon);
        settings.Write("convention", Arithmetic(optimizer.IsKeras));
    }

    private static Adagrad LoadAdagrad(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Adagrad(common.LearningRate, settings.ReadDouble("learningRateDecay"), settings.ReadDouble("initialAccumulator"), settings.ReadDouble("epsilon"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveAdadelta(Adadelta optimizer, SettingsWriter settings)
    {
        SaveCommon(optimizer, settings);
        settings.Write("rho", optimizer.Rho);
        settings.Write("epsilon", optimizer.Epsilon);
    }

    private static Adadelta LoadAdadelta(SettingsReader settings)
    {
        var common = new Common(settings);
        return new Adadelta(common.LearningRate, settings.ReadDouble("rho"), settings.ReadDouble("epsilon"), common.WeightDecay, common.Decoupled)
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    private static void SaveRmsProp(RmsProp optimizer, SettingsWriter settings)
    {
        SaveCommon(optimizer, settings);
        settings.Write("rho", optimizer.Rho);
        settings.Write("epsilon", optimizer.Epsilon);
        settings.Write("momentum", optimizer.Momentum);
        settings.Write("centered", optimizer.Centered);
        settings.Write("convention", Arithmetic(optimizer.IsKeras));
    }

    private static RmsProp LoadRmsProp(SettingsReader settings)
    {
        var common = new Common(settings);
        return new RmsProp(common.LearningRate, settings.ReadDouble("rho"), settings.ReadDouble("epsilon"), settings.ReadDouble("momentum"), settings.ReadBoolean("centered"), common.WeightDecay, common.Decoupled, settings.ReadEnum<Convention>("convention"))
        {
            ClipNorm = common.ClipNorm,
            ClipValue = common.ClipValue,
        };
    }

    /// <summary>Whose arithmetic it is; PyTorch's is that of the papers.</summary>
    private static Convention Arithmetic(bool isKeras) => isKeras ? Convention.Keras : Convention.PyTorch;

    private static void SaveCommon(Optimizer optimizer, SettingsWriter settings)
    {
        settings.Write("learningRate", optimizer.LearningRate);
        settings.Write("weightDecay", optimizer.WeightDecay);
        settings.Write("decoupled", optimizer.Decoupled);
        settings.Write("clipNorm", optimizer.ClipNorm);
        settings.Write("clipValue", optimizer.ClipValue);
    }

    /// <summary>The settings that all optimizers have.</summary>
    private readonly struct Common(SettingsReader settings)
    {
        public double LearningRate { get; } = settings.ReadDouble("learningRate");

        public double WeightDecay { get; } = settings.ReadDouble("weightDecay");

        public bool Decoupled { get; } = settings.ReadBoolean("decoupled");

        public double? ClipNorm { get; } = settings.ReadDoubleOrNull("clipNorm");

        public double? ClipValue { get; } = settings.ReadDoubleOrNull("clipValue");
    }
}
