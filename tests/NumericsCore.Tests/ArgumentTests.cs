using System.Linq.Expressions;
using System.Reflection;
using NumericsCore.Kernels;

namespace NumericsCore.Tests;

/// <summary>Every public member names the argument that is null, has a null element, or is none of its enumeration's values.</summary>
public class ArgumentTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<Type, Func<object>> s_samples = new()
    {
        [typeof(Tensor)] = static () => Tensor.Ones([2, 2]),
        [typeof(Parameter)] = static () => new Parameter(Tensor.Ones([2, 2], ElementType.Float64)),
        [typeof(Shape)] = static () => Shape.Create([2, 2]),
        [typeof(Device)] = static () => Device.Cpu,
        [typeof(ElementType)] = static () => ElementType.Float32,
        [typeof(Activation)] = static () => Activation.Relu,
        [typeof(Initializer)] = static () => Initializer.GlorotUniform,
        [typeof(Layer)] = static () => new Dense(2),
        [typeof(Model)] = Compiled,
        [typeof(ForwardContext)] = static () => ForwardContext.Training,
        [typeof(Loss)] = static () => new MeanSquaredError(),
        [typeof(Metric)] = static () => Metric.Accuracy,
        [typeof(Optimizer)] = static () => new Sgd(),
        [typeof(LearningRateSchedule)] = static () => new StepDecay(1),
        [typeof(ScheduleUnit)] = static () => ScheduleUnit.Step,
        [typeof(OptimizerTrace)] = static () => new Sgd().Trace(Tensor.Ones([2, 2])),
        [typeof(Callback)] = static () => new EarlyStopping("loss"),
        [typeof(ReduceOnPlateau)] = static () => new ReduceOnPlateau("loss"),
        [typeof(EarlyStopping)] = static () => new EarlyStopping("loss"),
        [typeof(FitContext)] = static () => new FitContext(Compiled(), new Sgd(), new MonitoredValues([], false), 1, 1),
        [typeof(EpochResult)] = static () => new EpochResult(1, new EvaluationResult(1, new Dictionary<string, double>()), null),
        [typeof(CustomOperation)] = static () => new Same(),
        [typeof(ConfusionMatrix)] = static () => ConfusionMatrix.FromLabels([0, 1], [0, 1], ["a", "b"]),
        [typeof(string)] = static () => "text",
        [typeof(int)] = static () => 1,
        [typeof(long)] = static () => 1L,
        [typeof(uint)] = static () => 1u,
        [typeof(ulong)] = static () => 1ul,
        [typeof(double)] = static () => 0.5,
        [typeof(bool)] = static () => true,
        [typeof(long[,])] = static () => new long[,] { { 1, 2 }, { 3, 4 } },
        [typeof(IReadOnlyDictionary<string, Tensor>)] = static () => new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([2, 2]) },
        [typeof(float[])] = static () => new float[4],
        [typeof(float[,])] = static () => new float[2, 2],
        [typeof(ReadOnlyMemory<float>)] = static () => new ReadOnlyMemory<float>(new float[4]),
        [typeof(Range)] = static () => Range.All,
        [typeof(TensorIndex)] = static () => (TensorIndex)0,
        [typeof(CancellationToken)] = static () => CancellationToken.None,
        [typeof(Averaging)] = static () => Averaging.Macro,
        [typeof(MatrixRows)] = static () => MatrixRows.Actual,
        [typeof(MathMode)] = static () => MathMode.Exact,
        [typeof(MonitorDirection)] = static () => MonitorDirection.Minimize,
        [typeof(Reduction)] = static () => Reduction.Mean,
        [typeof(Convention)] = static () => Convention.PyTorch,
        [typeof(Func<Tensor, Tensor>)] = static () => (Func<Tensor, Tensor>)(static x => x.Sum()),
        [typeof(Func<Tensor>)] = static () => (Func<Tensor>)(static () => Tensor.Ones([1], ElementType.Float64)),
        [typeof(Func<IReadOnlyList<Tensor>, Tensor>)] = static () => (Func<IReadOnlyList<Tensor>, Tensor>)(static x => x[0]),
    };

    /// <summary>Every fault that a member can be given; each case is a parameter and what is wrong with it.</summary>
    public static TheoryData<string> Faults => [.. Cases().Select(static fault => fault.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named(string name)
    {
        foreach (var (_, member, parameter, value) in Cases().Where(fault => fault.Name == name))
        {
            var exception = Record.Exception(() => Invoke(member, parameter, value));
            var error = Assert.IsAssignableFrom<ArgumentException>(exception);
            Assert.Equal(parameter.Name, error.ParamName);
        }
    }

    [Fact]
    public void The_faults_are_many() => Assert.InRange(Faults.Count, 120, 1000);

    private static IEnumerable<(string Name, MethodBase Member, ParameterInfo Parameter, object? Value)> Cases() =>
        from type in typeof(Tensor).Assembly.GetExportedTypes()
        where !IsRecord(type) && !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type) && type.DeclaringType is null
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>().Select(Closed)
        where CanBeCalled(member)
        from parameter in member.GetParameters()
        from fault in FaultsOf(parameter)
        select ($"{type.Name}.{member.Name}({parameter.Name}: {fault.Name}) of {member.GetParameters().Length}", member, parameter, fault.Value);

    /// <summary>Records are what the library hands out; nobody need make them.</summary>
    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    /// <summary>Spans cannot be passed by reflection; virtual methods of Callback are hooks that do nothing; Equals takes anything.</summary>
    private static bool CanBeCalled(MethodBase member) =>
        !member.IsAbstract && member.Name is not (nameof(Equals) or "op_Equality" or "op_Inequality")
        && !member.Name.StartsWith("set_", StringComparison.Ordinal)
        && (member.IsStatic || member.IsConstructor || SampleOf(member.DeclaringType!) is not null)
        && !(member.IsConstructor && member.DeclaringType!.IsAbstract)
        && member.DeclaringType != typeof(Callback)
        && member.GetParameters().All(static parameter => !parameter.ParameterType.IsByRefLike && !parameter.ParameterType.IsByRef);

    private static MethodBase Closed(MethodBase member) =>
        member is MethodInfo { IsGenericMethodDefinition: true } method ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(TypeArgument)]) : member;

    /// <summary>float; where a class is asked for, one of the library's that can be made without arguments, if there is one; where a formula is, one of the kernels' or of the tests'.</summary>
    private static Type TypeArgument(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        if (constraints.FirstOrDefault(static constraint => constraint.IsClass && constraint != typeof(ValueType)) is { } ancestor)
            return typeof(Tensor).Assembly.GetTypes().Where(type => !type.IsAbstract && !type.ContainsGenericParameters && type.IsSubclassOf(ancestor)).MaxBy(static type => type.GetConstructor([]) is not null)!;
        return constraints.FirstOrDefault(static constraint => constraint.Assembly == typeof(IUnaryOperation).Assembly) is { } formula
            ? new[] { formula, typeof(ArgumentTests) }.SelectMany(static home => home.Assembly.GetTypes()).First(type => type.IsPublic && type.IsValueType && !type.ContainsGenericParameters && type.IsAssignableTo(formula))
            : typeof(float);
    }

    private static IEnumerable<(string Name, object? Value)> FaultsOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsEnum)
        {
            yield return ("99", Enum.ToObject(type, 99));
            yield return ("-1", Enum.ToObject(type, -1));
        }

        if (type.IsValueType) yield break;
        var nullability = s_nullability.Create(parameter);
        if (nullability.ReadState == NullabilityState.NotNull) yield return ("null", null);
        if (ElementOf(type) is not { IsValueType: false } element || nullability.GenericTypeArguments is not [{ ReadState: NullabilityState.NotNull }]) yield break;
        var list = Array.CreateInstance(element, 2);
        yield return ("[null, null]", list);
        list = Array.CreateInstance(element, 2);
        list.SetValue(Sample(element), 0);
        yield return ("[., null]", list);
    }

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(IReadOnlyList<>) || definition == typeof(IEnumerable<>)) ? type.GetGenericArguments()[0] : null;

    private static void Invoke(MethodBase member, ParameterInfo wrong, object? value)
    {
        object?[] arguments = [.. member.GetParameters().Select(parameter => parameter.Position == wrong.Position ? value : Argument(parameter))];
        try
        {
            if (member is ConstructorInfo constructor) constructor.Invoke(arguments);
            else member.Invoke(member.IsStatic ? null : SampleOf(member.DeclaringType!)!(), arguments);
        }
        catch (TargetInvocationException invocation)
        {
            throw invocation.InnerException!;
        }
    }

    private static object? Argument(ParameterInfo parameter) => parameter.HasDefaultValue && parameter.ParameterType != typeof(CancellationToken)
        ? parameter.DefaultValue is int number && parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, number) : parameter.DefaultValue
        : Sample(parameter.ParameterType);

    private static object Sample(Type type)
    {
        if (ElementOf(type) is { } element)
        {
            var list = Array.CreateInstance(element, 2);
            for (int i = 0; i < 2; i++) list.SetValue(element == typeof(string) ? (object)$"name {i}" : Sample(element), i);
            return list;
        }

        if (SampleOf(type) is null && type.GetMethod("Invoke") is { } invoke && typeof(Delegate).IsAssignableFrom(type))
            return Expression.Lambda(type, Expression.Default(invoke.ReturnType), invoke.GetParameters().Select(static parameter => Expression.Parameter(parameter.ParameterType))).Compile();

        // a formula is as its constructor makes it
        if (type.IsValueType && type.GetInterfaces().Any(static face => face.Assembly == typeof(IUnaryOperation).Assembly)) return Activator.CreateInstance(type)!;
        return SampleOf(type)?.Invoke() ?? throw new InvalidOperationException($"There is no sample of {type}: add one.");
    }

    private static Func<object>? SampleOf(Type type) => s_samples.GetValueOrDefault(type);

    private static Sequential Compiled()
    {
        var model = new Sequential(new Dense(2));
        model.Compile(new Sgd(), new MeanSquaredError());
        return model;
    }

    private sealed class Same : CustomOperation
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient) => [gradient];
    }
}
