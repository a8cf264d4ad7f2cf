# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 05 · Módulos y el segundo parámetro
# **¿Por qué el programa más ordenado dice 9.967 si debería decir 10?**
#
# Ahora PyTorch también crea el modelo, y el modelo trae un sesgo. Un grupo de estudiantes ejecutó ese programa y obtuvo $f(5) = 9.967$. Vas a repetir su ejecución, incluido el inicio, y después vas a calcular 9.967 sin entrenar nada.
#
# Al terminar podrás
# - hacer la lista de los parámetros de un módulo, con sus formas, y fijar sus valores sin riesgo (ejercicios 05-1 y 05-2);
# - calcular las dos pendientes a mano y con autograd (05-3);
# - encontrar las curvaturas de la pérdida, la tasa de aprendizaje máxima y la mejor (05-4);
# - predecir, con solo conocer el inicio, cuánto vale $f(5)$ después de 1000 pasos (05-5);
# - curar la lentitud centrando la entrada (05-6).

# %%
import numpy as np
import torch
from torch import nn

from helpers.es import check, data, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_05 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes
from helpers.sliders import show_slider

# %% [markdown] tags=["predict", "slide"]
# ## 1. Filas y columnas
# `nn.Linear(1, 1)` es una capa: entra una característica y sale un número.
#
# **Predice.** Le das a la capa cuatro números de forma (4,). ¿Qué hace con ellos?
# - **(a)** Los toma como cuatro muestras.
# - **(b)** Los toma como una sola muestra con cuatro características, y lanza un error.
# - **(c)** Usa el primero y descarta los demás.

# %%
layer = nn.Linear(1, 1)
with attempt():
    layer(torch.from_numpy(data.X))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La capa lee el último eje como características: «1x4» es una muestra con cuatro. Cada fila es una muestra y cada columna, una característica. Por eso cuatro muestras con una característica tienen la forma (4, 1).
#
# - **(a)** es como los leyó NumPy con `w * x` en la lección 02. Una capa multiplica matrices.
# - **(c)** confunde el 1 de `nn.Linear(1, 1)` con un número de muestras.
#
# </details>
#

# %%
X = torch.from_numpy(data.X).reshape(-1, 1)  # (samples, features)
Y = torch.from_numpy(data.Y).reshape(-1, 1)  # (samples, 1)
with attempt():
    layer(X.double())  # its weights are float32, and NumPy likes float64

# %% [markdown] tags=["predict"]
# ## 2. Qué contiene una capa
# **Predice.** En `nn.Linear(2, 2)` entran dos características y salen dos números. ¿Cuántos números aprende?
# - **(a)** 4
# - **(b)** 5
# - **(c)** 6

# %%
wide, two_features = nn.Linear(2, 2), torch.cat([X, X**2], dim=1)  # (samples, 2)
for name, parameter in wide.named_parameters():
    print(f"{name:6} shape {tuple(parameter.shape)}")
by_hand = two_features @ wide.weight.T + wide.bias
agree = torch.allclose(wide(two_features), by_hand, atol=1e-5)
print(f"{sum(p.numel() for p in wide.parameters())} numbers; X @ W.T + b: {agree}")
print(f"prediction {tuple(by_hand.shape)}, target {tuple(Y.shape)}, ", end="")
print(f"difference {tuple((by_hand - Y).shape)}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El peso, de forma (out, in), es decir (salidas, entradas), contiene 2 · 2 números. El sesgo, de forma (out,), contiene 2. Nuestra `nn.Linear(1, 1)` aprende dos números, $w$ y $b$. Un programa muy copiado escribe `nn.Linear(n_features, n_features)`: con una característica acierta por casualidad. Con dos, cada muestra recibe dos predicciones, y las dos se comparan con su único valor objetivo: el fantasma de la lección 04.
#
# - **(a)** olvida el sesgo.
# - **(b)** da un solo sesgo a toda la capa. Cada salida tiene el suyo.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 3. Dónde empieza una capa
# Nadie ha elegido todavía los pesos.
#
# **Predice.** Fijas una semilla y creas tres capas. Luego fijas otra vez la misma semilla y creas tres más. ¿Cuáles de las seis dan el mismo $f(5)$?
# - **(a)** Las seis.
# - **(b)** La primera y la cuarta, la segunda y la quinta, la tercera y la sexta.
# - **(c)** Ninguna coincide con otra.

# %%
five = torch.tensor([[5.0]])  # (1 sample, 1 feature)
for _ in range(2):
    _ = torch.manual_seed(5)
    print(*(f"{nn.Linear(1, 1)(five).item():.4f}" for _ in range(3)))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Los pesos se sortean uno tras otro. La semilla dice dónde empieza la secuencia, así que se repite la secuencia entera.
#
# - **(a)** confunde la semilla con el valor que se sortea.
# - **(c)** es verdad cuando no hay semilla.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 4. Fijar los pesos
# Para repetir una ejecución tienes que poner en una capa los números que te dan. Mucho código lo hace con `.data`.
#
# **Predice.** Escribes un peso de forma (3, 1) en `nn.Linear(1, 1)` por medio de `.data`. ¿Qué pasa?
# - **(a)** La capa da ahora tres respuestas por muestra.
# - **(b)** Lanza un error: la forma no es la correcta.
# - **(c)** Conserva la primera fila.

# %%
layer, W = nn.Linear(1, 1), torch.tensor([[1.0], [2.0], [3.0]])
with attempt():
    layer.weight.data = W
print(f"{layer}: output {tuple(layer(X).shape)}")
layer(X).sum().backward()
torch.optim.SGD(layer.parameters(), lr=0.01).step()
print("W, which nobody touched:", *(f"{value:.4f}" for value in W.flatten()))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, y en silencio: la capa todavía dice de sí misma `out_features=1`. Peor aún, la capa y `W` comparten ahora la memoria. Das un paso, y tu copia del inicio ya no es el inicio.
#
# - **(b)** espera que se revise la forma. `.data` no revisa nada; `copy_` bajo `no_grad`, en la celda siguiente, rechaza lo que no puede estirar hasta la forma del peso.
# - **(c)** espera que los valores se copien en el peso anterior. `.data =` pone otro tensor en su lugar.
#
# </details>
#

# %%
layer, start = nn.Linear(1, 1), torch.tensor([[2.0]])
with attempt(), torch.no_grad():
    layer.weight.copy_(W)  # copies values, or refuses
with torch.no_grad():
    layer.weight.copy_(start)
    layer.bias.fill_(0.5)
shared = layer.weight.data_ptr() == start.data_ptr()
print(f"shared: {shared}; f(5) = {layer(five).item():.4f}")


# %% [markdown] tags=["predict"]
# ## 5. Una clase propia
# Un modelo es una clase: en `__init__` van las capas; en `forward`, lo que se hace con ellas.
#
# **Predice.** No escribes `super().__init__()`. ¿Cuándo se queja Python?
# - **(a)** En `__init__`, al llegar a la capa.
# - **(b)** Cuando llamas al modelo.
# - **(c)** Nunca.

# %%
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)

    def forward(self, x):
        return self.lin(x)


[name for name, _ in Line().named_parameters()]


# %%
class Forgetful(nn.Module):
    def __init__(self):
        self.lin = nn.Linear(1, 1)


with attempt():
    Forgetful()(X)


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. `super().__init__()` crea el registro en el que un módulo anota sus capas. La primera capa llega y no encuentra registro.
#
# - **(b)** supone que solo `forward` necesita que la clase sea un módulo.
# - **(c)** es lo que hace una clase común de Python.
#
# </details>
#

# %%
class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 1), nn.Linear(1, 1)]


# A plain list enters no layers, nn.ModuleList would: the optimizer has nothing to hold.
with attempt():
    torch.optim.SGD(Listed().parameters(), lr=0.01)


# %% [markdown]
# > **Ejercicio 05-1.** *Qué hay dentro* (nivel 1, 3 minutos). Devuelve cuántos números contiene un modelo, un dict con la forma de cada parámetro bajo su nombre, y el $f(5)$ del modelo como float.
#
# <details><summary>Pista 1</summary>named_parameters() da pares: un nombre, y un tensor que tiene una forma.</details>
# <details><summary>Pista 2</summary>Un tensor dice cuántos números contiene: numel().</details>

# %% tags=["exercise"] exercise="05-1"
def inspect_model(model):
    ...  # your answer


# %% tags=["check"] exercise="05-1"
check(inspect_model)

# %% [markdown] tags=["predict"]
# ## 6. Dos maneras de ejecutarlo
# Un *hook* (gancho) es una función tuya que el módulo ejecuta después de hacer su propio trabajo. El de abajo guarda cada salida.
#
# **Predice.** Escribes una vez `model(X)` y una vez `model.forward(X)`. ¿Cuántas salidas guardó el hook (*kept*)?
# - **(a)** 0
# - **(b)** 1
# - **(c)** 2

# %%
model, kept = Line(), []
_ = model.register_forward_hook(lambda module, inputs, output: kept.append(output))
model(X), model.forward(X)
print(f"{len(kept)} kept; same prediction: {torch.equal(model(X), model.forward(X))}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La llamada ejecuta los hooks y `forward`; `forward`, a solas, es tu propia función y nada más. La predicción es la misma, y por eso nadie nota lo que faltó. Llama al modelo, nunca a su `forward`.
#
# - **(a)** supone que los hooks esperan un `backward`.
# - **(c)** cree que `forward` es otro nombre de la llamada.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 7. Las dos ejecuciones de los estudiantes
# Tasa de aprendizaje 0.01, 1000 pasos, los cuatro puntos de $y = 2x$. Los estudiantes no fijaron ninguna semilla. Una búsqueda encontró una que lleva a las tablas que ellos imprimieron: con ella, la quinta y la séptima capa que se crean son sus dos ejecuciones. La primera empieza en $f(5) = 3.271$.
#
# **Predice.** Con un solo peso, 100 pasos dieron 10.000. Esta ejecución tiene además un sesgo. ¿Dónde está después de 1000 pasos?
# - **(a)** En 10.000.
# - **(b)** Por debajo de 10.
# - **(c)** Por encima de 10.

# %%
def one_step(model, optimizer):
    loss = nn.functional.mse_loss(model(X), Y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %%
def run(model, every):
    optimizer, losses = torch.optim.SGD(model.parameters(), lr=0.01), []
    for epoch in range(1000):
        losses.append(one_step(model, optimizer))
        if epoch % every == 0:
            w = model.weight.item()
            print(f"epoch {epoch + 1}: w = {w:.3f}, loss ={losses[-1]:.8f}")
    return losses


# %% tags=["slide"]
torch.manual_seed(data.STUDENTS_SEED)
models = [nn.Linear(1, 1) for _ in range(7)]
print(*X.shape)
print(f"Prediction before training: f(5) = {models[4](five).item():.3f}")
first_run = run(models[4], every=1000)
print(f"Prediction after training: f(5) = {models[4](five).item():.3f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, 10.003. Venía de abajo, pasó de 10 y, al cabo de diez veces más pasos, todavía viene de regreso. Los estudiantes imprimieron una fila de 1000, y ahí nada de esto se ve.
#
# - **(a)** vale para un solo peso, que tenía un factor de 0.85 por paso.
# - **(b)** también vale para un solo peso: con un factor entre 0 y 1 nunca cruza su meta. El 9.967 del comienzo es de la segunda ejecución.
#
# </details>
#

# %% [markdown]
# > **Ejercicio 05-2.** *La tabla de los estudiantes* (nivel 3, 10 minutos). La segunda ejecución imprimió diez filas. Empieza en $w = 0.47510719$, $b = 0.53410220$ con lr = 0.01. Devuelve las diez pérdidas antes de los pasos 1, 101, …, 901, y $f(5)$ después de 1000 pasos.
#
# <details><summary>Pista 1</summary>Fija los pesos en el sitio (sin reemplazar los tensores), como en la sección 4, y crea el optimizador después.</details>
# <details><summary>Pista 2</summary>Una pérdida se guarda antes de su paso; el número del paso, contado desde 0, es múltiplo de 100.</details>

# %% tags=["exercise"] exercise="05-2"
def replay():
    ...  # your answer


# %% tags=["check"] exercise="05-2"
check(replay)

# %%
print(*X.shape)
print(f"Prediction before training: f(5) = {models[6](five).item():.3f}")
second_run = run(models[6], every=100)
print(f"Prediction after training: f(5) = {models[6](five).item():.3f}")
theirs = "13.65275669 0.08163604 0.04481722 0.02460414 0.01350738 0.00741537 "
theirs += "0.00407095 0.00223491 0.00122694 0.00067358"
gaps = np.abs(np.array(theirs.split(), dtype=float) - second_run[::100])
print(f"each within 0.0000001 of theirs: {gaps.max() < 1e-7}")
print(f"from row 2 to 3 {second_run[200] / second_run[100]:.4f}, ", end="")
print(f"from row 9 to 10 {second_run[900] / second_run[800]:.4f}")

# %% [markdown]
# Las últimas cifras no tienen que ser las de los estudiantes. Muchos procesadores multiplican y restan con un solo redondeo (*fused multiply-add*), y entonces cuatro de las diez filas terminan de otra manera. Con dos redondeos, las diez salen como en su tabla. En la lección 07, cifras como estas te dicen cómo hizo alguien sus cálculos.
#
# En 100 pasos la pérdida cae de 13.65 a 0.08. Después baja muy despacio: de una fila a la siguiente se multiplica por 0.5490.

# %% [markdown] tags=["predict", "slide"]
# ## 8. ¿Fue el inicio aleatorio?
# Debajo del 10.003 los estudiantes escribieron que el resultado puede ser peor porque la inicialización es aleatoria, y que la técnica tal vez no sea la mejor: optimizador, tasa de aprendizaje, iteraciones. Debajo del 9.967 no escribieron nada. Prueba entonces 1000 inicios, sorteados como los sortea `nn.Linear(1, 1)`.
#
# **Predice.** Después de 1000 pasos, ¿qué proporción de ellos imprime 10.000?
# - **(a)** Cerca del 1.5 %.
# - **(b)** Cerca del 15 %.
# - **(c)** Cerca del 90 %.

# %%
x, y = data.X.astype(float), data.Y.astype(float)  # (samples,), float64 from here on
_ = torch.manual_seed(1)
w, b = (2 * torch.rand(2, 1000, dtype=torch.float64) - 1).numpy()  # (starts,) each
for _ in range(1000):
    errors = w * x[:, None] + b - y[:, None]  # (samples, starts)
    w = w - 0.01 * 2 * np.mean(x[:, None] * errors, axis=0)
    b = b - 0.01 * 2 * np.mean(errors, axis=0)
ends = 5 * w + b  # (starts,)

# %% tags=["slide"]
for digits in (3, 2, 1):
    arrived = np.sum(abs(ends - 10) < 0.5 * 10.0**-digits)
    print(f"{arrived} of {len(ends)} print {10:.{digits}f}")
show(draw.ends_of_many_starts(ends))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, 13 de estos 1000. El inicio aleatorio decide por cuánto falla una ejecución, y hacia qué lado. Pero casi ninguna llega, y eso debe tener otra razón, una que todos los inicios comparten. La tasa de aprendizaje y las iteraciones también están en la lista de los estudiantes; ya verás que quedan más cerca de esa razón.
#
# - **(b)** es la proporción que imprime 10.00, con una cifra menos.
# - **(c)** es la proporción que imprime 10.0, con dos cifras menos.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 9. Un valle
# La pérdida es ahora un paisaje sobre dos parámetros. Cada uno tiene su pendiente: $dw = 2\,\overline{x\,e}$ y $db = 2\,\overline{e}$. La barra es la media sobre las muestras, y $e = w\,x + b - y$ son los errores.
#
# **Predice.** La segunda ejecución empieza en $b = 0.5341$, y la meta es $b = 0$. En 20 pasos su pérdida cae al 1 % de la inicial. ¿Dónde está $b$ entonces?
# - **(a)** Cerca de 0, a menos de 0.05.
# - **(b)** En camino, entre 0.05 y 0.5341.
# - **(c)** Más lejos que al inicio.

# %%
def walk(inputs, lr, steps, start=data.STUDENTS_START):
    (w, b), path = start, [start]
    for _ in range(steps):
        e = w * inputs + b - y  # (samples,)
        w, b = w - lr * 2 * np.mean(inputs * e), b - lr * 2 * np.mean(e)
        path.append((w, b))
    return np.array(path)  # (steps + 1, 2)


def losses_of(path, inputs):  # (steps + 1,)
    return np.mean((path[:, :1] * inputs + path[:, 1:] - y) ** 2, axis=1)


# %% tags=["slide"]
path = walk(x, lr=0.01, steps=1000)
for k in (0, 10, 20, 100, 1000):
    (w, b), loss = path[k], losses_of(path, x)[k]
    print(f"after {k:4} steps: w = {w:.4f}, b = {b:.4f}, loss {loss:.4g}")
show(draw.valley(path))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, 0.8781. Al principio las dos pendientes piden más, porque todas las predicciones son demasiado bajas. Veinte pasos llevan los dos parámetros a lo ancho del valle, hasta el fondo. Los otros 980 van a lo largo del fondo, donde la pendiente es pequeña. Sube $w$, baja $b$, y la recta casi no se mueve sobre nuestros cuatro puntos: esa es la dirección del fondo.
#
# - **(a)** confunde una pérdida pequeña con una distancia pequeña.
# - **(b)** espera que un parámetro se acerque a su meta en cada paso, como hace un solo peso con una tasa pequeña.
#
# </details>
#

# %% [markdown]
# > **Ejercicio 05-3.** *Gradiente en dos parámetros* (nivel 2, 5 minutos). Devuelve las dos pendientes $dw$ y $db$ en el inicio de los estudiantes, $w = 0.47510719$, $b = 0.53410220$. Encuéntralas a mano y con autograd.
#
# <details><summary>Pista 1</summary>A mano: primero los cuatro errores. Cada pendiente es una media de productos, con un 2 delante.</details>
# <details><summary>Pista 2</summary>Con autograd: dos tensores que piden gradiente, una media, un backward.</details>

# %% tags=["exercise"] exercise="05-3"
def grads_at_start():
    ...  # your answer


# %% tags=["check"] exercise="05-3"
check(grads_at_start)

# %% [markdown] tags=["predict", "slide"]
# ## 10. Curvatura en todas las direcciones
# La *curvatura* de un solo peso era un número: cuánto cambia su pendiente cuando el peso se mueve 1. Ahora hay dos pendientes. Para ver el método, toma dos muestras, $x = 1$ y $x = 3$.
#
# **Predice.** Subes $b$ en 1 y dejas $w$ como está. ¿Cuánto cambia $dw$?
# - **(a)** 0
# - **(b)** 2
# - **(c)** 4

# %%
two = torch.tensor([1.0, 3.0], dtype=torch.float64)  # (samples,)


def loss_of(p):  # p holds w and b
    return ((p[0] * two + p[1] - 2 * two) ** 2).mean()


for b in (0, 1):
    e = 0 * two + b - 2 * two
    print(f"b = {b}: dw = {2 * (two * e).mean():.4f}, db = {2 * e.mean():.4f}")
H = torch.autograd.functional.hessian(loss_of, torch.zeros(2).double()).numpy()
print("all changes, by autograd", H.tolist())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Si $b$ sube 1, cada error sube 1, así que $dw = 2\,\overline{x\,e}$ crece $2\,\overline{x}$. La tabla de los cuatro cambios es la **hessiana** $H$: $2\,\overline{x^2}$ y $2\,\overline{x}$ para $dw$, $2\,\overline{x}$ y 2 para $db$.
#
# - **(a)** cree que cada pendiente depende solo de su propio parámetro.
# - **(b)** es lo que cambia $db$.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 11. Un paso
# Sea $d = (w - 2,\ b - 0)$ la distancia a la meta. En la meta las dos pendientes valen 0, y desde ahí cambian de manera uniforme: el gradiente es $H d$. Un paso convierte $d$ en $(I - \text{lr}\,H)\,d$; $I$ sola no cambia nada. Una dirección que $H$ solo estira es un **vector propio**. Su **valor propio** $\lambda$ dice cuánto la estira: es la curvatura.
#
# **Predice.** Empiezas sobre un vector propio. Después de 100 pasos, ¿qué parte de $d$ está en el otro?
# - **(a)** Ninguna.
# - **(b)** La mitad.
# - **(c)** Casi toda: ahí el valle es empinado.

# %%
curvatures, directions = np.linalg.eigh(H)  # (2,), and an eigenvector a column
d = directions[:, 0]  # the slow one
for _ in range(100):
    d = d - 0.01 * H @ d
print("slow part and fast part of d", abs(directions.T @ d).round(4).tolist())
print(f"(1 - 0.01 * curvature) ** 100 {(1 - 0.01 * curvatures[0]) ** 100:.4f}")
p = torch.tensor([0.123, 0.456], dtype=torch.float64, requires_grad=True)
loss_of(p).backward()
nudged = central_difference(lambda w: loss_of((w, 0.456)).item(), 0.123)
compare_slopes(H_d=H[0] @ [0.123 - 2, 0.456], nudge=nudged, autograd=p.grad[0].item())


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Los vectores propios apuntan a lo largo del fondo y a lo ancho del valle. $H$ los estira y no los gira, y lo mismo hace $I - \text{lr}\,H$. Cada dirección tiene su propio factor, $1 - \text{lr} \cdot \lambda$, y las dos no se mezclan nunca. Hay dos descensos al mismo tiempo, cada uno con un solo número, como en la lección 02.
#
# - **(b)** espera que las dos partes se igualen.
# - **(c)** olvida que, si $d$ no tiene parte en una dirección, el gradiente tampoco la tiene.
#
# </details>
#

# %% [markdown] tags=["slide"]
# La mayor curvatura limita la tasa de aprendizaje a $2/\lambda_{max}$. Con la mejor tasa fija, $1 - \text{lr} \cdot \lambda_1$ y $1 - \text{lr} \cdot \lambda_2$ tienen el mismo tamaño y signos opuestos. Esa tasa es $2/(\lambda_1 + \lambda_2)$.

# %% [markdown] tags=["slide"]
# > **Ejercicio 05-4.** *La forma del valle* (nivel 3, 10 minutos). Para los cuatro puntos, devuelve la hessiana, sus valores propios (primero el menor), la tasa de aprendizaje máxima y la mejor.
#
# <details><summary>Pista 1</summary>Cada entrada de H es 2 veces una media: de x al cuadrado, de x, de 1.</details>
# <details><summary>Pista 2</summary>np.linalg.eigvalsh da los valores propios de una matriz simétrica, primero el menor.</details>
# <details><summary>Pista 3</summary>La suma de los dos valores propios es la suma de la diagonal; su producto es el determinante.</details>

# %% tags=["exercise"] exercise="05-4"
def valley():
    ...  # your answer


# %% tags=["check"] exercise="05-4"
check(valley)


# %%
def hessian(x):
    return 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])


curvatures, directions = np.linalg.eigh(hessian(x))
factors = 1 - 0.01 * curvatures
print("H", hessian(x).tolist(), "curvatures", curvatures.round(4).tolist())
print(f"ratio {curvatures[1] / curvatures[0]:.2f}, factors", factors.round(5).tolist())
print(f"1000 steps leave {factors[0] ** 1000:.3%} of the slow part; ", end="")
print(f"100 leave {factors[0] ** 200:.4f} of its loss")

# %% [markdown]
# Esta es la razón que todos los inicios comparten. Sea cual sea la distancia a lo largo del fondo, después de 1000 pasos queda el 4.987 %. La pérdida es proporcional al cuadrado de la distancia: de una fila a la siguiente se multiplica por 0.5490, como en la tabla de los estudiantes.

# %% [markdown] tags=["predict"]
# ## 12. El pronóstico
# Separa la distancia de un inicio en dos partes: $c_{slow}$ a lo largo del fondo (*slow*, lenta) y $c_{fast}$ a lo ancho (*fast*, rápida). Cada una se encoge con su propio factor. No hace falta entrenar.
#
# **Predice.** La primera ejecución terminó en 10.003. ¿Cuándo habría impreso 10.000?
# - **(a)** Después de 1324 pasos.
# - **(b)** Después de 1647 pasos.
# - **(c)** Después de 6949 pasos.

# %%
slow, fast = directions.T * np.sign(directions[:1].T)  # both towards larger w
c_slow = slow @ (np.array(data.OTHER_START) - [2, 0])
reach = slow @ [5, 1]  # what one unit along the floor does to f(5)
error = reach * c_slow * factors[0] ** 1000
steps = np.log(0.0005 / abs(reach * c_slow)) / np.log(factors[0])
print(f"slow {slow.round(4).tolist()}, reach {reach:.4f}, c_slow {c_slow:.4f}")
print(f"f(5) = 10 + {error:.4g}, prints 10.000 after {np.ceil(steps):.0f} steps")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. El inicio da el signo y el tamaño, 0.1050; la curvatura da la rapidez. La parte rápida ya no cuenta: su factor es 0.83299.
#
# - **(a)** encoge el error con el factor de la pérdida.
# - **(c)** encoge el error como uno entre el número de pasos.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Ejercicio 05-5.** *¿Por qué 9.967?* (nivel 4, 15 minutos). Para la segunda ejecución, $w = 0.47510719$, $b = 0.53410220$, devuelve $c_{slow}$, con la dirección lenta orientada hacia donde $w$ crece, y $f(5)$ después de 1000 pasos. Luego conserva este $w$: ¿qué sesgo habría necesitado el inicio para que no quedara nada a lo largo del fondo? Devuélvelo en tercer lugar.
#
# <details><summary>Pista 1</summary>Multiplica c_slow por su factor, una vez por cada paso: eso es lo que queda.</details>
# <details><summary>Pista 2</summary>Una unidad a lo largo del fondo mueve f(5) tanto como el producto punto de la dirección lenta y (5, 1).</details>
# <details><summary>Pista 3</summary>Si la distancia de un inicio forma un ángulo recto con la dirección lenta, ese inicio no tiene parte lenta.</details>

# %% tags=["exercise"] exercise="05-5"
def explain_f5():
    ...  # your answer


# %% tags=["check"] exercise="05-5"
check(explain_f5)

# %%
parts = (path - [2, 0]) @ np.column_stack([slow, fast])  # (steps + 1, 2)
for k in (0, 10, 100):
    print(f"after {k:3} steps: slow {parts[k, 0]:.4g}, fast {parts[k, 1]:.4g}")
error = reach * parts[0, 0] * factors[0] ** 1000
print(f"forecast 10 {error:+.4g}, trained 10 {path[-1] @ [5, 1] - 10:+.4g}")
_ = torch.manual_seed(2)
starts = 2 * torch.rand(1_000_000, 2, dtype=torch.float64).numpy() - 1  # w and b
errors = reach * ((starts - [2, 0]) @ slow) * factors[0] ** 1000  # (starts,)
print(f"{np.mean(abs(errors) < 0.0005):.3%} of {len(starts):,} starts print 10.000")
show(draw.slow_and_fast(parts))

# %% [markdown]
# Dos rectas: dos factores. El segundo inicio tiene $c_{slow} = -0.9967$, más de nueve veces el 0.1050 del primero, y del otro lado. Por eso termina por debajo de 10, en 9.9670.
#
# Un pronóstico (*forecast*) cuesta tan poco que puedes hacer un millón: el 1.544 % de ellos imprime 10.000.

# %% [markdown] tags=["predict"]
# ## 13. El límite
# Sube entonces la tasa. Ya conoces su límite: 2 dividido entre la curvatura mayor, 0.1198, doce veces el 0.01 de los estudiantes. Con 0.01, un paso multiplica la parte lenta por 0.99701.
#
# **Predice.** ¿Por cuánto la multiplica un paso en el límite?
# - **(a)** 0.9641
# - **(b)** 0.8802
# - **(c)** −1

# %%
for lr in (0.1, 0.1197, 2 / curvatures[1], 0.1198):
    way = walk(x, lr, steps=1000)
    print(f"lr {lr:.5f}: slow factor {1 - lr * curvatures[0]:.4f}; step ", end="")
    print(f"100: loss {losses_of(way, x)[100]:.4g}; 1000: f(5) {way[-1] @ [5, 1]:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, 1 − 0.11976 · 0.2994. Con 0.1 el factor es un poco mayor, 0.9701, y la ejecución llega a 10. El límite es nítido: en 100 pasos la pérdida pasa de 13.65 a 11.2 por debajo del límite, y a 15.64 por encima, donde la dirección rápida se escapa. Por eso, ninguna tasa con la que el descenso converge lleva el factor lento por debajo de 1 − 2 / 55.78. El cociente de las dos curvaturas marca el ritmo. Si fuera cien veces mayor, después de 1000 pasos quedarían dos tercios de la parte lenta, o más.
#
# - **(b)** es 1 − lr, sin la curvatura.
# - **(c)** es el factor de la dirección rápida en el límite: oscila sin fin.
#
# </details>
#

# %%
# Drag the slider, or use the arrow keys, and watch both directions.
show_slider(sliders.valley(data.STUDENTS_START, steps=30))


# %% [markdown] tags=["predict"]
# ## 14. Otros optimizadores
# **Predice.** El inicio de la segunda ejecución, 1000 pasos y cuatro maneras: Adam 0.01, Adam 0.1, SGD 0.01, y SGD 0.01 con momentum 0.9. ¿Cuál queda más lejos de 10?
# - **(a)** Adam 0.01.
# - **(b)** Adam 0.1.
# - **(c)** SGD 0.01.

# %%
def with_momentum(lr, beta, steps):  # lesson 04's rule; with beta = 0 it is SGD
    p, v, H = np.array(data.STUDENTS_START), 0, hessian(x)
    way = [p]
    for _ in range(steps):
        v = beta * v + H @ (p - [2, 0])  # the memory, and both slopes
        p = p - lr * v
        way.append(p)
    return np.array(way)  # (steps + 1, 2)


# %%
def with_adam(lr, steps):  # lesson 04's rule, for both parameters at once
    p, m, s, H = np.array(data.STUDENTS_START), 0, 0, hessian(x)
    way = [p]
    for k in range(1, steps + 1):
        g = H @ (p - [2, 0])
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        p = p - lr * m / (1 - 0.9**k) / (np.sqrt(s / (1 - 0.999**k)) + 1e-8)
        way.append(p)
    return np.array(way)  # (steps + 1, 2)


# %%
runs = {"SGD 0.01": with_momentum(0.01, beta=0, steps=2600)}
runs["momentum 0.9"] = with_momentum(0.01, beta=0.9, steps=1000)
runs["Adam 0.01"] = with_adam(0.01, steps=2600)
runs["Adam 0.1"] = with_adam(0.1, steps=1000)
for name, way in runs.items():
    print(f"{name:12} f(5) after 1000 steps {way[1000] @ [5, 1]:.4f}")
behind = losses_of(runs["Adam 0.01"], x) >= losses_of(runs["SGD 0.01"], x)
print(f"Adam 0.01 has the smaller loss after {np.argmin(behind)} steps")
show(draw.four_optimizers(runs))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, 9.7378. Los estudiantes escribieron que Adam da los mismos resultados, pero «converge mucho más lento con los parámetros de SGD». La clave está al final de la frase, y la dieron ellos mismos. El 0.01 es una tasa para SGD. Con 0.1 Adam está entre los más rápidos, y con 0.01 adelanta a SGD después de 2457 pasos. El momentum llega con el 0.01 de SGD: la memoria suma a lo largo del fondo y cancela a lo ancho. Dos optimizadores no comparten una tasa: otra vez la lección 04.
#
# - **(b)** espera que una tasa diez veces mayor oscile sin fin. Oscila al principio y luego se asienta.
# - **(c)** espera que Adam le gane a SGD con cualquier tasa.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 15. La cura
# Nuestro valle es estrecho porque todas las entradas están del mismo lado de 0: si subes $w$, sube cada predicción, igual que con $b$. Réstales a las entradas su media, 2.5. Ahora sube $w$: dos predicciones suben y dos bajan.
#
# **Predice.** Con las entradas sin centrar (*raw*) y lr = 0.01, SGD necesita 1987 pasos para llegar a una pérdida menor que 0.000001. Centras las entradas y conservas la tasa. ¿Cuántos pasos hacen falta?
# - **(a)** 36
# - **(b)** 417
# - **(c)** 1987

# %%
def steps_needed(inputs, lr, most=2000):
    return int(np.argmax(losses_of(walk(inputs, lr, most), inputs) < 1e-6))


centred = x - x.mean()  # −1.5, −0.5, 0.5, 1.5
print("H", hessian(centred).tolist(), "steps", steps_needed(centred, 0.01))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La hessiana es ahora diagonal, con 2.5 y 2: un tazón casi redondo. La curvatura lenta pasó de 0.2994 a 2. Eso se debe solo al tazón, pues la tasa sigue en 0.01. La ganancia sería mayor, pero ahora $b$ tiene que llegar más lejos, hasta 5.
#
# - **(a)** divide 1987 entre el cociente de las curvaturas, 55.78. Con una misma tasa, la rapidez viene de la curvatura lenta; el cociente cuenta cuando cada valle tiene su mejor tasa.
# - **(c)** cree que la rapidez depende solo de la tasa.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Ejercicio 05-6.** *Centra y gana* (nivel 5, 20 minutos). X e Y vienen de muestras cualesquiera de una misma recta; los dos tienen forma (samples,), un número por muestra. Resta la media de X y elige la *mejor* tasa de aprendizaje fija. Desde $w = b = 0$, cuenta los pasos hasta que la pérdida sea menor que 0.000001. Devuelve la tasa, los pasos, y $w$, $b$ y $f(5)$ después de ellos.
#
# <details><summary>Pista 1</summary>Si la entrada media es 0, la matriz H es diagonal.</details>
# <details><summary>Pista 2</summary>Una curvatura es la de b, sean cuales sean las entradas; la otra es 2 veces una media de cuadrados.</details>
# <details><summary>Pista 3</summary>Lo que restas al entrenar, réstalo también al 5.</details>

# %% tags=["exercise"] exercise="05-6"
def centered(X, Y):
    ...  # your answer


# %% tags=["check"] exercise="05-6"
check(centered)

# %%
for name, inputs in {"raw": x, "centred": centred, "scaled": centred / x.std()}.items():
    low, high = np.linalg.eigvalsh(hessian(inputs))
    counts = [steps_needed(inputs, 0.01), steps_needed(inputs, 2 / (low + high), 250)]
    print(f"{name:7} limit {2 / high:.4f}, best {2 / (low + high):.4f}; steps {counts}")

# %%
raw_path, centred_path = walk(x, lr=2 / 17, steps=25), walk(centred, lr=4 / 9, steps=6)
print(f"centring made the limit {0.8 / (2 / curvatures[1]):.4g} times as large")
show(draw.raw_and_centred(raw_path, centred_path))

# %% [markdown]
# Son dos causas, y la tabla las separa: el primer conteo es con 0.01; el segundo, con la mejor tasa. El tazón es mejor, y además admite una tasa 6.68 veces mayor. Las dos juntas convierten 1987 pasos en 4.
#
# La última fila (*scaled*, escalada) divide además entre la desviación estándar. Entonces $H = 2I$: cada dirección tiene el factor $1 - 2\,\text{lr}$, que es 0 con lr = ½.
#
# En la figura, cada descenso va con su mejor tasa. El de la izquierda zigzaguea de una pared a la otra.

# %% [markdown] tags=["predict", "slide"]
# ## 16. Predice como entrenaste
# El modelo centrado aprendió $w = 2$ y $b = 5$: la media de los valores objetivo, que es lo que dice para la entrada media.
#
# **Predice.** Quieres $f(5)$ y le das al modelo el 5 tal cual. ¿Qué dice?
# - **(a)** 5
# - **(b)** 10
# - **(c)** 15

# %%
w, b = centred_path[4]  # after four steps
print(f"w = {w:.4f}, b = {b:.4f}")
print(f"5 put in raw: {w * 5 + b:.4f}   5 − 2.5 put in: {w * (5 - 2.5) + b:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, y está mal. El modelo conoce distancias a 2.5, y toma un 5 sin centrar por la entrada 7.5. Todo lo que les hagas a las entradas en el entrenamiento pertenece al modelo. Guarda el 2.5 junto con los pesos.
#
# - **(a)** es $b$ y nada más: lo que el modelo dice para la entrada media.
# - **(b)** es lo que querías: sale si le das 5 − 2.5.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 17. Qué es un conjunto de prueba
# Los estudiantes llamaron conjunto de prueba a su única entrada, el 5: «valores que no conocemos». Un conjunto de prueba es lo contrario: sus valores objetivo se conocen, y el entrenamiento no los vio. Agrega a nuestros cuatro valores objetivo un ruido cuyo cuadrado vale 0.25 en promedio, y entrena hasta el final.
#
# **Predice.** En promedio sobre muchos sorteos, la pérdida de entrenamiento es 0.125. ¿Cuál es la pérdida con valores objetivo nuevos, sorteados en estas mismas cuatro entradas?
# - **(a)** 0.125
# - **(b)** 0.25
# - **(c)** 0.375

# %%
generator = np.random.default_rng(0)
noisy, fresh = y + generator.normal(0, 0.5, (2, 100_000, 4))  # (draws, samples)
w = noisy @ centred / (centred @ centred)  # (draws,), where the descent ends
b = noisy.mean(axis=1)  # (draws,)
lines = w[:, None] * centred + b[:, None]  # (draws, samples)
print(f"training {np.mean((lines - noisy) ** 2):.4f}, ", end="")
print(f"test {np.mean((lines - fresh) ** 2):.4f}")
for test_input in (2.5, 5.0, 20.0):
    off = w * (test_input - 2.5) + b - 2 * test_input  # (draws,)
    print(f"x = {test_input:4}: spread of the trained line {off.std():.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. La recta siguió el ruido de sus propios valores objetivo. Por eso queda más cerca de ellos que la recta verdadera y, en la misma medida, más lejos de otros nuevos. Con $N$ muestras, dos parámetros y un ruido de cuadrado medio $\sigma^2$, la pérdida esperada es $\sigma^2 (1 - 2/N)$ en el entrenamiento y $\sigma^2 (1 + 2/N)$ en la prueba.
#
# - **(a)** toma la pérdida de entrenamiento por un pronóstico.
# - **(b)** es el ruido y nada más, como si la recta fuera la verdadera.
#
# </details>
#

# %% [markdown]
# Importa dónde está un conjunto de prueba. Las entradas de entrenamiento terminan en 4. En 5, la desviación de la recta entrenada (*spread*) es más del doble que en 2.5; en 20 es unas 16 veces mayor. Un error pequeño adentro dice poco sobre lo que pasa afuera.

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Por qué el programa más ordenado dice 9.967?** Con un sesgo, la pérdida es un valle de curvaturas 16.7006 y 0.2994. Después de 1000 pasos queda el 4.987 % de la distancia a lo largo del fondo, y este inicio tenía ahí −0.9967. Una unidad de esa distancia mueve $f(5)$ en 0.6633: eso da 10 − 0.03297.
#
# Lo que falta: todos tus valores objetivo eran números. ¿Qué es un error cuando la respuesta es sí o no? Esa es la pregunta de la lección 06.

# %%
progress()
